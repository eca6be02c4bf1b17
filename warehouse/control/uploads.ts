import type { Kysely } from "kysely";
import type { ControlTables, UploadRow } from "./tables.ts";

/** What a change of an upload may set, beside its state. */
type UploadChange = Partial<
  Omit<UploadRow, "upload_id" | "operator" | "source" | "feed" | "made_by" | "made_at">
>;

/** Files that operators uploaded; who may see which is for the caller to know. */
export type Uploads = {
  keepUpload(upload: UploadRow): Promise<void>;
  /** Those of these operators, newest first. */
  uploadsOf(operators: string[], limit: number): Promise<UploadRow[]>;
  upload(uploadId: string): Promise<UploadRow | undefined>;
  /**
   * Changes an upload that is in one of these states; false where it is not, or no longer: of two who submit at once one
   * does.
   */
  moveUpload(uploadId: string, from: UploadRow["state"][], change: UploadChange): Promise<boolean>;
  /** Those in these states, oldest first. */
  uploadsIn(states: UploadRow["state"][]): Promise<UploadRow[]>;
  /** Gives a server what was checked or loaded by servers that are not there any more; oldest first. */
  adoptUploads(serverId: string): Promise<UploadRow[]>;
};

export function uploadsOver(db: Kysely<ControlTables>): Uploads {
  const all = db.selectFrom("upload").selectAll();
  return {
    async keepUpload(upload) {
      await db.insertInto("upload").values(upload).execute();
    },
    async uploadsOf(operators, limit) {
      if (operators.length === 0) return [];
      const mine = all.where("operator", "in", operators);
      return (await mine.orderBy("made_at", "desc").orderBy("upload_id").limit(limit).execute()).map(counted);
    },
    async upload(uploadId) {
      const found = await all.where("upload_id", "=", uploadId).executeTakeFirst();
      return found && counted(found);
    },
    async moveUpload(uploadId, from, change) {
      const moved = await db
        .updateTable("upload")
        .set(change)
        .where("upload_id", "=", uploadId)
        .where("state", "in", from)
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },
    uploadsIn: async (states) =>
      (await all.where("state", "in", states).orderBy("made_at").execute()).map(counted),
    async adoptUploads(server_id) {
      const adopted = await db
        .updateTable("upload")
        .set({ server_id })
        .where("state", "in", ["checking", "loading"])
        .where("server_id", "not in", db.selectFrom("server").select("server_id"))
        .returningAll()
        .execute();
      return adopted.map(counted).sort((a, b) => (a.made_at < b.made_at ? -1 : 1));
    },
  };
}

/** PostgreSQL gives a bigint as text. */
const counted = (row: UploadRow): UploadRow => ({ ...row, bytes: Number(row.bytes) });
