import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { UsageError } from './args';

/** What is in a workspace must not make git run anything: no hooks, monitors, helpers, filters, pagers or transports. */
const HARDENED = [
  '--no-pager', '--literal-pathspecs', '-c', 'core.fsmonitor=false', '-c', `core.hooksPath=${devNull}`, '-c', 'core.sshCommand=false',
  '-c', 'core.askPass=', '-c', 'core.gitProxy=false', '-c', 'credential.helper=', '-c', 'protocol.allow=never', '-c', 'diff.external=',
  '-c', 'submodule.recurse=false', '-c', 'core.quotePath=false',
];
const QUIET = {
  GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_PAGER: 'cat', GIT_ASKPASS: '', SSH_ASKPASS: '',
};

/** Ask no more of a commit's name than that it is none of an option. */
const NAME = /^[^-\s][^\s\0]*$/;

/**
 * The files below `root`, relative to it, that differ from where its branch left `ref`, with those that git does not know yet.
 * Only names are asked for: what git would run to compare contents is not run.
 * @throws UsageError where git or the commit is not there
 */
export function changedSince(ref: string, root: string): Set<string> {
  if (!NAME.test(ref)) throw new UsageError(`\`--changed-since\` cannot be \`${ref}\`. Name a commit, a branch or a tag, as in \`--changed-since origin/main\`.`);
  const prefix = git(root, ['rev-parse', '--show-prefix'])?.replace(/\r?\n$/, '');
  if (prefix === undefined) throw new UsageError('`--changed-since` asks git, and this is no repository that it reads. Review without it, or see what `git status` says here.');
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit === undefined) throw new UsageError(`git knows no commit \`${ref}\` here. Fetch it first; in a pipeline, with its history (\`fetch-depth: 0\`).`);
  const base = git(root, ['merge-base', commit.trim(), 'HEAD'])?.trim() || commit.trim();
  // Not `git diff`, which compares the contents of files with another time; for files of the index's own second this does, too.
  const names = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--ignore-submodules=all', '--diff-filter=d'];
  const changed = git(root, ['diff-index', ...names, base, '--'], withoutFilters(root));
  const unknown = git(root, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z']);
  if (changed === undefined || unknown === undefined) throw new UsageError(`git cannot tell what changed since \`${ref}\`. See what \`git diff-index ${ref}\` says here.`);
  const paths = [...changed.split('\0'), ...unknown.split('\0')].filter(path => path !== '' && path.startsWith(prefix));
  return new Set(paths.map(path => path.slice(prefix.length)));
}

/** Variables by which no filter of the configuration is run. */
function withoutFilters(root: string): Record<string, string> {
  const keys = git(root, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'])?.split('\0').filter(Boolean) ?? [];
  const names = [...new Set(keys.map(key => key.slice(0, key.lastIndexOf('.'))))];
  const rows = names.flatMap(name => [[`${name}.clean`, ''], [`${name}.process`, ''], [`${name}.required`, 'false']]);
  const numbered = rows.flatMap(([key, value], index) => [[`GIT_CONFIG_KEY_${index}`, key], [`GIT_CONFIG_VALUE_${index}`, value]]);
  return { GIT_CONFIG_COUNT: String(rows.length), ...Object.fromEntries(numbered) as Record<string, string> };
}

/** What git answers; nothing where it fails. */
function git(cwd: string, args: readonly string[], env: Record<string, string> = {}): string | undefined {
  const { error, status, stdout } = spawnSync(program(), [...HARDENED, ...args], {
    cwd, encoding: 'utf8', env: { ...process.env, ...QUIET, ...env }, maxBuffer: 1 << 28, timeout: 60_000,
    stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new UsageError('`--changed-since` needs git, which is not in the PATH. Install it, or review without.');
  return error || status !== 0 ? undefined : stdout;
}

/** Windows would look into the current folder first, where anybody's `git.exe` may lie. */
function program(): string {
  if (process.platform !== 'win32') return 'git';
  const folders = (process.env.PATH ?? process.env.Path ?? '').split(';').filter(folder => /^[a-z]:\\|^\\\\/i.test(folder));
  return folders.map(folder => join(folder, 'git.exe')).find(file => existsSync(file)) ?? 'git-not-found';
}
