import { createHash, generateKeyPairSync } from "node:crypto";
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { join } from "node:path";
import ssh2, { type Attributes, type Connection, type SFTPWrapper } from "ssh2";

/** A real SFTP server over a folder on this machine, for tests; it can be told to be slow, or to break off. */
export type TestServer = {
  port: number;
  hostKeySha256: string;
  /** The private key that opens it beside the password "hunter2". */
  key: string;
  /** Bytes of contents sent so far. */
  sent: number;
  /** Called before each piece of a content is sent, with the bytes sent so far of it; may end the connection. */
  onRead: (at: number, end: () => void) => void | Promise<void>;
  stop: () => Promise<void>;
};

const { STATUS_CODE } = ssh2.utils.sftp;
const pair = () =>
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "pkcs1", format: "pem" },
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
  });

/** Starts it on a free port; whoever starts it stops it. `folder` is "/" there. */
export async function startServer(folder: string): Promise<TestServer> {
  const host = pair();
  const parsed = ssh2.utils.parseKey(host.privateKey);
  if (parsed instanceof Error) throw parsed;
  const print = createHash("sha256").update(parsed.getPublicSSH()).digest("base64").replace(/=+$/, "");
  const client = pair();
  const known = ssh2.utils.parseKey(client.privateKey);
  if (known instanceof Error) throw known;
  const state: TestServer = {
    port: 0,
    hostKeySha256: `SHA256:${print}`,
    key: client.privateKey,
    sent: 0,
    onRead: () => {},
    stop: async () => {},
  };
  const open = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [host.privateKey] }, (connection) => {
    open.add(connection);
    connection.on("error", () => {}).on("close", () => open.delete(connection));
    connection.on("authentication", (context) => {
      const isKnown =
        context.method === "publickey"
          ? context.key.data.equals(known.getPublicSSH())
          : context.method === "password" && context.password === "hunter2";
      if (context.username === "drop" && isKnown) context.accept();
      else context.reject(["publickey", "password"]);
    });
    connection.on("ready", () =>
      connection.on("session", (accept) =>
        accept().on("sftp", (take) => answer(take(), folder, { state, end: () => connection.end() })),
      ),
    );
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const bound = server.address();
  state.port = bound && typeof bound === "object" ? bound.port : 0;
  state.stop = () =>
    new Promise((stopped) => {
      for (const connection of open) connection.end();
      server.close(() => stopped());
    });
  return state;
}

const attributesOf = ({ mode, uid, gid, size, atimeMs, mtimeMs }: Stats): Attributes => ({
  ...{ mode, uid, gid, size },
  atime: Math.floor(atimeMs / 1000),
  mtime: Math.floor(mtimeMs / 1000),
});

type Context = { state: TestServer; end: () => void };

/** Just what a client of a drop asks. */
function answer(sftp: SFTPWrapper, folder: string, { state, end }: Context): void {
  const handles = new Map<number, { file: number } | { names: string[] | null; path: string }>();
  const at = (path: string) => join(folder, join("/", path));
  let next = 0;
  const handle = (kept: { file: number } | { names: string[] | null; path: string }) => {
    const id = Buffer.alloc(4);
    id.writeUInt32BE(next);
    handles.set(next, kept);
    next += 1;
    return id;
  };
  const trying = (request: number, act: () => void) => {
    try {
      act();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : "";
      const status = code === "ENOENT" ? STATUS_CODE.NO_SUCH_FILE : STATUS_CODE.PERMISSION_DENIED;
      sftp.status(request, status);
    }
  };
  const done = (request: number) => sftp.status(request, STATUS_CODE.OK);
  const tell = (request: number, path: string) =>
    trying(request, () => sftp.attrs(request, attributesOf(statSync(at(path)))));
  sftp
    .on("REALPATH", (request, path) =>
      sftp.name(request, [
        { filename: join("/", path), longname: path, attrs: attributesOf(statSync(folder)) },
      ]),
    )
    .on("STAT", tell)
    .on("LSTAT", tell)
    .on("OPENDIR", (request, path) =>
      trying(request, () => sftp.handle(request, handle({ names: readdirSync(at(path)), path }))),
    )
    .on("READDIR", (request, id) => {
      const kept = handles.get(id.readUInt32BE());
      if (!kept || !("names" in kept) || kept.names === null) return sftp.status(request, STATUS_CODE.EOF);
      const names = kept.names.map((filename) => {
        const found = statSync(join(at(kept.path), filename));
        const longname = `${found.isDirectory() ? "d" : "-"}rw-r--r-- 1 a a ${found.size} Jan 1 00:00 ${filename}`;
        return { filename, longname, attrs: attributesOf(found) };
      });
      kept.names = null;
      return sftp.name(request, names);
    })
    .on("OPEN", (request, path) =>
      trying(request, () => sftp.handle(request, handle({ file: openSync(at(path), "r") }))),
    )
    .on("FSTAT", (request, id) => {
      const kept = handles.get(id.readUInt32BE());
      trying(request, () =>
        sftp.attrs(request, attributesOf(fstatSync(kept && "file" in kept ? kept.file : -1))),
      );
    })
    .on("READ", async (request, id, offset, length) => {
      const kept = handles.get(id.readUInt32BE());
      await state.onRead(offset, end);
      const piece = Buffer.alloc(Math.min(length, 16_384));
      const read = kept && "file" in kept ? readSync(kept.file, piece, 0, piece.length, offset) : 0;
      if (read === 0) return sftp.status(request, STATUS_CODE.EOF);
      state.sent += read;
      return sftp.data(request, piece.subarray(0, read));
    })
    .on("CLOSE", (request, id) => {
      const kept = handles.get(id.readUInt32BE());
      if (kept && "file" in kept) closeSync(kept.file);
      handles.delete(id.readUInt32BE());
      done(request);
    })
    .on("REMOVE", (request, path) =>
      trying(request, () => {
        rmSync(at(path));
        done(request);
      }),
    )
    .on("RENAME", (request, from, to) =>
      trying(request, () => {
        renameSync(at(from), at(to));
        done(request);
      }),
    );
}
