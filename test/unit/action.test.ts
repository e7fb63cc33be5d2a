import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { readArguments } from '../../src/cli/args';
import { Folder } from './cli-folder';

const root = join(__dirname, '../..');
const read = (path: string) => parse(readFileSync(join(root, path), 'utf8'));

interface Action { inputs: Record<string, { default: string }>; runs: { steps: { env: Record<string, string>; run: string }[] } }

describe('the action for GitHub', () => {
  const { inputs, runs: { steps: [step] } } = read('action.yml') as Action;

  /** Runs the step with these inputs and a stand-in for npx, and gives what that was asked for. */
  function asked(given: Record<string, string>): string[] {
    const folder = new Folder({ npx: '#!/bin/sh\nfor one in "$@"; do printf "%s\\0" "$one"; done\n' });
    chmodSync(join(folder.path, 'npx'), 0o755);
    const values = { ...Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.default])), ...given };
    const env = Object.fromEntries(Object.entries(step.env).map(([name, text]) => [
      name, text.replace(/\$\{\{ (?:inputs\.([\w-]+)|github\.action_path) \}\}/g, (_, input?: string) => (input === undefined ? root : values[input])),
    ]));
    const { status, stdout, stderr } = spawnSync('bash', ['-c', step.run], {
      encoding: 'utf8', cwd: folder.path, env: { ...process.env, ...env, PATH: `${folder.path}${delimiter}${process.env.PATH}` },
    });
    folder.remove();
    assert.equal(status, 0, stderr);
    return stdout.split('\0').slice(0, -1);
  }

  it('runs the program of its release as the inputs say', () => {
    const { name, version, repository: { url } } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const [yes, archive, dashes, program, ...args] = asked({});
    assert.deepEqual([yes, archive, dashes, program], ['--yes', `--package=${url}/releases/download/v${version}/${name}-${version}.tgz`, '--', 'kafka-review']);
    const command = readArguments(args, [], () => true);
    assert.ok(command.name === 'review');
    assert.deepEqual([command.paths, command.format, command.failOn, command.show, command.baseline], [['.'], 'github', 'error', 'likely', undefined]);
  });

  it('takes inputs for nothing but what they are', () => {
    const [, , , , ...args] = asked({ paths: 'a b\n$(touch x)\n"; exit 1; "\n', output: 'o.sarif', format: 'sarif', baseline: 'known.json', 'changed-since': 'origin/main' });
    const command = readArguments(args, [], () => true);
    assert.ok(command.name === 'review');
    assert.deepEqual(command.paths, ['a b', '$(touch x)', '"; exit 1; "']);
    assert.deepEqual([command.output, command.format, command.baseline, command.changedSince], ['o.sarif', 'sarif', 'known.json', 'origin/main']);
  });

  it('has no input in the text of its command', () => assert.doesNotMatch(step.run, /\$\{\{/));
});

describe('the hooks for pre-commit', () => {
  it('are commands of the program', () => {
    for (const { entry, language, files } of read('.pre-commit-hooks.yaml') as { entry: string; language: string; files: string }[]) {
      const [program, ...args] = entry.split(' '), command = readArguments(args, [], () => true);
      assert.equal(program, 'kafka-review');
      assert.ok('changedSince' in command && command.changedSince === 'HEAD');
      assert.equal(language, 'node');
      for (const path of ['src/a.ts', 'A.java', 'application.yml', 'server.properties']) assert.match(path, new RegExp(files));
    }
  });
});
