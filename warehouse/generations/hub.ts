import { resolve } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { attachGeneration, quoted, schemaOf } from "./attach.ts";
import type { Manifest } from "./manifest.ts";
import { partsFolder } from "./store.ts";

const connectionLimit = 8;
/** The engine takes four fifths of the machine where nothing is said; a server beside a loader may not. */
const memoryLimit = "3GB";

/**
 * The readers' engine: one instance in memory to which the immutable parts of generations are attached read-only.
 * A generation is a schema of views over its parts, so a reader who has begun on one finishes on it. The engine may
 * open files of the parts folder and no others, and its configuration is locked.
 */
export class Hub {
  private readonly instance: DuckDBInstance;
  private readonly parts: string;
  private readonly idle: DuckDBConnection[] = [];
  private readonly opened: DuckDBConnection[] = [];
  private readonly waiting: Waiting[] = [];
  private readonly attached = new Map<string, Promise<void>>();
  private places = 0;
  private isClosed = false;

  private constructor(instance: DuckDBInstance, parts: string) {
    this.instance = instance;
    this.parts = parts;
  }

  static async open(dataDir: string): Promise<Hub> {
    const parts = resolve(partsFolder(dataDir));
    const instance = await DuckDBInstance.create(":memory:", {
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      memory_limit: memoryLimit,
    });
    const connection = await instance.connect();
    await connection.run(`set allowed_directories = [${quoted(`${parts}/`)}]`);
    await connection.run("set enable_external_access = false");
    await connection.run("set lock_configuration = true");
    connection.closeSync();
    return new Hub(instance, parts);
  }

  /** Runs work on a connection that sees the generation's tables by their plain names. */
  async read<T>(manifest: Manifest, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.connection();
    try {
      await this.attach(manifest, connection);
      await connection.run(`use memory.${schemaOf(manifest)}`);
      return await work(connection);
    } finally {
      this.release(connection);
    }
  }

  /** Ends at once: what is being answered is broken off, or a stopped server would go on computing for nobody. */
  close(): void {
    this.isClosed = true;
    for (const { refuse } of this.waiting.splice(0)) refuse(closed());
    for (const connection of this.opened) connection.interrupt();
    for (const connection of this.idle.splice(0)) connection.closeSync();
    this.instance.closeSync();
  }

  private attach(manifest: Manifest, connection: DuckDBConnection): Promise<void> {
    const known = this.attached.get(manifest.generation);
    if (known) return known;
    const attaching = attachGeneration(connection, manifest, this.parts);
    this.attached.set(manifest.generation, attaching);
    attaching.catch(() => this.attached.delete(manifest.generation));
    return attaching;
  }

  private async connection(): Promise<DuckDBConnection> {
    if (this.isClosed) throw closed();
    const free = this.idle.pop();
    if (free) return free;
    if (this.places < connectionLimit) {
      this.places++;
      const connection = await this.instance.connect();
      this.opened.push(connection);
      return connection;
    }
    return new Promise((take, refuse) => this.waiting.push({ take, refuse }));
  }

  private release(connection: DuckDBConnection): void {
    const next = this.waiting.shift();
    if (this.isClosed) connection.closeSync();
    else if (next) next.take(connection);
    else this.idle.push(connection);
  }
}

type Waiting = { take: (connection: DuckDBConnection) => void; refuse: (error: Error) => void };

const closed = () => new Error("The warehouse is closed.");
