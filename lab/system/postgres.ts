import { randomBytes } from 'node:crypto';
import { appendFileSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { ended, labFolder, start } from './children';
import { freePort } from './loopback';
import type { Address } from './proxy';
import { Unavailable } from './tools';
import { until } from './until';

const DEBIAN = '/usr/lib/postgresql', HOW = 'Install PostgreSQL (Debian: apt-get install postgresql).';
let servers = 0;

/** A real PostgreSQL of the lab's own, reached by a socket in its folder, and with a password by an address of the lab for what knows no such sockets. */
export class Postgres {
  private constructor(private readonly bin: string, private readonly folder: string, private readonly server: ChildProcess, private readonly address: Address, private readonly password: string) {}

  /**
   * Makes an empty database and waits until it answers.
   * @throws Unavailable where PostgreSQL is not installed
   */
  static async start(host: string): Promise<Postgres> {
    const bin = binaries(), folder = join(labFolder(), `postgres-${++servers}`), data = join(folder, 'data');
    mkdirSync(folder);
    const user = await ordinaryUser();
    if (user) {
      chownSync(labFolder(), user.uid, user.gid);
      chownSync(folder, user.uid, user.gid);
    }
    const options = { ...user, cwd: folder };
    const password = randomBytes(16).toString('hex'), passwordFile = join(folder, 'password'), port = await freePort(host);
    writeFileSync(passwordFile, password, { mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
    await output(start(join(bin, 'initdb'), ['-D', data, '-U', 'lab', '--auth-local=trust', '--auth-host=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync', '-E', 'UTF8'], options));
    appendFileSync(join(data, 'pg_hba.conf'), `host all all 127.0.0.0/8 scram-sha-256\n`);
    const server = start(join(bin, 'postgres'), ['-D', data, '-k', folder, '-c', `listen_addresses=${host}`, '-c', `port=${port}`], { ...options, stdio: 'ignore' });
    const postgres = new Postgres(bin, folder, server, { host, port }, password);
    await until('PostgreSQL answers', () => postgres.query('SELECT 1'));
    return postgres;
  }

  /** What clients of PostgreSQL read from their environment. */
  get env(): Record<string, string> {
    return { PGHOST: this.folder, PGPORT: String(this.address.port), PGUSER: 'lab', PGDATABASE: 'postgres' };
  }

  /** What JDBC wants to know. */
  get jdbc(): Record<string, string> {
    return { url: `jdbc:postgresql://${this.address.host}:${this.address.port}/postgres`, username: 'lab', password: this.password };
  }

  /**
   * Runs statements, and gives the rows of the last one, each as its columns.
   * @throws Error with the server's words
   */
  async query(sql: string): Promise<string[][]> {
    const psql = existsSync(join(this.bin, 'psql')) ? join(this.bin, 'psql') : 'psql';
    const text = await output(start(psql, ['-X', '-q', '-A', '-t', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-c', sql], { env: { ...process.env, ...this.env } }));
    return text.split('\n').filter(Boolean).map(line => line.split('\t'));
  }

  /** Ends it at once, with what it holds of the system. */
  async stop(): Promise<void> {
    this.server.kill('SIGQUIT');
    await ended(this.server);
  }
}

function binaries(): string {
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)).map(version => join(DEBIAN, version, 'bin')) : [];
  const bin = [...debian, ...(process.env.PATH ?? '').split(':')].find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
  if (!bin) throw new Unavailable(`PostgreSQL is not installed. ${HOW}`);
  return bin;
}

/** PostgreSQL refuses to run as root: who runs it then. */
async function ordinaryUser(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = [await output(start('id', ['-u', name])), await output(start('id', ['-g', name]))].map(Number);
      return { uid, gid };
    } catch { /* There is no such user. */ }
  }
  throw new Unavailable('PostgreSQL refuses to run as root, and there is no user called postgres or nobody. Run the lab as another user.');
}

async function output(child: ChildProcess): Promise<string> {
  let text = '', errors = '';
  child.stdout!.on('data', chunk => { text += chunk; });
  child.stderr!.on('data', chunk => { errors += chunk; });
  const code = await ended(child);
  if (code !== 0) throw new Error(errors.trim() || `${child.spawnfile} ended with ${code}`);
  return text;
}
