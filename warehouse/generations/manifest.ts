import type { MadeByName } from "../build/made-from.ts";
import type { CheckResult } from "../build/run-checks.ts";

/** A published state: the immutable part files, where they came from and what was checked. */
export type Manifest = {
  generation: string;
  /** The run that published it; generations of before the run ledger name none. */
  run?: string;
  /** UTC timestamp. */
  published_at: string;
  /** The day that counted as today, ISO date. */
  as_of: string;
  definitions_version: string;
  /** Of everything that determines the parts; equal fingerprints mean equal figures. */
  fingerprint: string;
  parts: ManifestPart[];
  sources: ManifestSource[];
  checks: CheckResult[];
  /** Readers are shown it at once: it takes figures back, or leaves out who was erased by law. */
  at_once?: boolean;
  /** What the next generation need not build again; those of before ADR 14 do not say it. */
  made?: MadeByName;
};

/**
 * `part` is "core" or a school year, with `days` where it holds only a month's rows (2026-11) or a week's (by its first day);
 * `file` is relative to the folder of parts.
 */
export type ManifestPart = {
  table: string;
  part: string;
  days?: string;
  file: string;
  sha256: string;
  rows: number;
};

/**
 * A file as it was landed, and what became of its rows: read = loaded + rejected + quarantined. `extracted` is what the
 * database that it was copied from has counted.
 */
export type ManifestSource = {
  source: string;
  feed: string;
  file: string;
  sha256: string;
  bytes: number;
  landed_at: string;
  extracted?: number;
  watermark: string | null;
  read: number;
  loaded: number;
  rejected: number;
  quarantined: number;
  repaired: number;
};

/** Throws when the text is not a whole manifest: a part-written or foreign file must never be read as one. */
export function parseManifest(text: string, file: string): Manifest {
  const found: unknown = JSON.parse(text);
  const fault = isRecord(found) ? faultOf(found) : "is not an object";
  if (fault)
    throw new Error(`${file} ${fault}; it is not a manifest of a generation. Restore it from a backup.`);
  return found as Manifest;
}

type Shape = Record<string, "string" | "number" | "boolean" | "list" | "text or null">;

const manifestShape: Shape = {
  generation: "string",
  published_at: "string",
  as_of: "string",
  definitions_version: "string",
  fingerprint: "string",
  parts: "list",
  sources: "list",
  checks: "list",
};

const listShapes: Record<string, Shape> = {
  parts: { table: "string", part: "string", file: "string", sha256: "string", rows: "number" },
  sources: {
    source: "string",
    feed: "string",
    file: "string",
    sha256: "string",
    bytes: "number",
    landed_at: "string",
    watermark: "text or null",
    read: "number",
    loaded: "number",
    rejected: "number",
    quarantined: "number",
    repaired: "number",
  },
  checks: {
    check: "string",
    kind: "string",
    promise: "string",
    passed: "boolean",
    rows: "number",
    examples: "list",
  },
};

function faultOf(manifest: Record<string, unknown>): string | null {
  const fault = shapeFault(manifest, manifestShape);
  if (fault) return fault;
  for (const [list, shape] of Object.entries(listShapes)) {
    const entries = manifest[list];
    if (!Array.isArray(entries)) return `has no list "${list}"`;
    for (const entry of entries) {
      const inner = isRecord(entry) ? shapeFault(entry, shape) : "is not an object";
      if (inner) return `has an entry of "${list}" that ${inner}`;
    }
  }
  return null;
}

function shapeFault(found: Record<string, unknown>, shape: Shape): string | null {
  for (const [key, wanted] of Object.entries(shape)) {
    if (!fits(found[key], wanted)) return `has no proper "${key}"`;
  }
  return null;
}

function fits(value: unknown, wanted: Shape[string]): boolean {
  if (wanted === "list") return Array.isArray(value);
  if (wanted === "text or null") return value === null || typeof value === "string";
  return typeof value === wanted;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
