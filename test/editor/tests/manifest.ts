import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from '../editor';

describe('Manifest', () => {
  const manifest = () => extension().packageJSON;

  it('says that untrusted and virtual workspaces are reviewed', () => {
    assert.equal(manifest().capabilities.untrustedWorkspaces.supported, true);
    assert.equal(manifest().capabilities.virtualWorkspaces, true);
  });

  it('names the commands that are there, and no others', async () => {
    const declared = manifest().contributes.commands.map(({ command }: { command: string }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(command => command.startsWith('kafkaReliability.') && !command.startsWith('kafkaReliability.journey.')).sort();
    assert.deepEqual(registered, declared);
  });

  it('has few settings, each of a folder', () => {
    const settings = Object.entries<{ scope: string; markdownDescription: string }>(manifest().contributes.configuration.properties);
    assert.ok(settings.length <= 9);
    for (const [name, { scope, markdownDescription }] of settings) {
      assert.equal(scope, 'resource', name);
      assert.ok(markdownDescription, name);
    }
  });

  it('names files that are there', async () => {
    const { icon, contributes } = manifest();
    const paths = [
      icon, ...contributes.viewsContainers.activitybar.map((container: { icon: string }) => container.icon),
      ...[...contributes.grammars, ...contributes.snippets].map(({ path }: { path: string }) => path),
      ...[...contributes.jsonValidation, ...contributes.yamlValidation].map(({ url }: { url: string }) => url),
      ...contributes.walkthroughs.flatMap(({ steps }: { steps: { media: { svg: string } }[] }) => steps.map(({ media }) => media.svg)),
    ];
    for (const path of paths) await vscode.workspace.fs.stat(vscode.Uri.joinPath(extension().extensionUri, path));
  });

  it('matches the lines of the command line', () => {
    const [{ pattern, owner, fileLocation }] = manifest().contributes.problemMatchers;
    // The owner of the extension's own problems: those of a task take their place and do not stand beside them.
    assert.equal(owner, 'kafkaReliability');
    assert.equal(fileLocation[0], 'relative');
    const match = new RegExp(pattern.regexp).exec('src/orders.ts:8:12  error dropped-send  Nobody waits for this send.')!;
    assert.deepEqual(match.slice(1), ['src/orders.ts', '8', '12', 'error', 'dropped-send', 'Nobody waits for this send.']);
  });
});
