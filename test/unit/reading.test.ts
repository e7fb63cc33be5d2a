import assert from 'node:assert/strict';
import type { LanguageModule } from '../../src/core/flow/language';
import type { Language } from '../../src/core/flow/unit';
import { extractFacts, languageOf } from '../../src/core/facts/facts';
import { Files } from '../../src/core/facts/files';
import { Reading, type Extent } from '../../src/core/facts/reading';
import { loadLanguage } from '../../src/core/session';
import { loadAsset } from '../assets';
import { statesOf } from '../fuzz/edits';

let languages: Readonly<Record<Language, LanguageModule>>;

/** Files as a session holds them, of which only is asked which are read. */
class Workspace {
  readonly #files = new Files();
  #reading: Reading | undefined;

  set(state: ReadonlyMap<string, string>): this {
    for (const path of [...this.#files.paths]) if (!state.has(path)) this.#files.delete(path);
    for (const [path, text] of state) this.#files.set(path, text);
    return this;
  }

  async extent(): Promise<Extent> {
    const { code, kafka, packages } = this.#files;
    if (this.#reading?.held.packages !== packages) this.#reading = new Reading({ code, packages, clients: this.#files.clients, unit: path => this.#files.get(path)?.facts?.unit });
    return this.#reading.extent([...new Set([...kafka, ...code.beside()])].sort(), kafka.length, paths => Promise.resolve(this.#read(paths)));
  }

  #read(paths: readonly string[]): void {
    for (const path of paths) {
      const { text, facts } = this.#files.get(path)!;
      if (!facts) this.#files.keep(extractFacts(path, text, languages[languageOf(path)!]));
    }
  }
}

const said = ({ read, beyond }: Extent) => ({ read: [...read].sort(), beyond });

describe('which files are read', () => {
  before(async () => { languages = { typescript: await loadLanguage('typescript', loadAsset), java: await loadLanguage('java', loadAsset) }; });

  for (let seed = 1; seed <= 12; seed++) {
    it(`follows from the texts alone, after any edits: seed ${seed}`, async () => {
      const edited = new Workspace();
      for (const { step, files } of statesOf(seed, 12))
        assert.deepEqual(said(await edited.set(files).extent()), said(await new Workspace().set(files).extent()), `step ${step}`);
    });
  }

  it('is asked again only where an edit leads elsewhere', async () => {
    const files = new Map([
      ['src/kafka.ts', "import { Kafka } from 'kafkajs';\nconst producer = new Kafka({ brokers: [] }).producer();\nexport async function publish(value: string) { await producer.send({ topic: 'a', messages: [{ value }] }); }\n"],
      ['src/caller.ts', "import { publish } from './kafka';\nimport { mapped } from './mapper';\nexport async function place(id: string) { await publish(mapped(id)); }\n"],
      ['src/mapper.ts', 'export const mapped = (id: string) => id.trim();\n'],
      ['src/other.ts', "export const other = 'publish';\n"],
    ]);
    const workspace = new Workspace().set(files), first = await workspace.extent();
    assert.deepEqual(said(first), { read: ['src/caller.ts', 'src/kafka.ts', 'src/mapper.ts'], beyond: [] });
    const type = (path: string, text: string) => workspace.set(files.set(path, text + files.get(path)!)).extent();
    assert.equal(await type('src/other.ts', '// as agreed\n'), first);
    assert.equal(await type('src/caller.ts', '// as agreed\n'), first);
    assert.deepEqual([...(await type('src/other.ts', "import { publish } from './kafka';\nexport const go = () => publish('');\n")).read].sort(), [...files.keys()].sort());
  });
});
