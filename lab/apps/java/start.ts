import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT, type VariantFile } from '../../../test/compile/variants';
import { run } from '../../../test/compile/workshop';
import { start } from '../../system/children';
import { App } from '../app';

/** Settings of a client, as the shop around a case would hand them over. */
export type ClientSettings = Record<string, string>;

/** What a case in Java runs with. */
export interface JavaCase {
  files: readonly VariantFile[];
  classpath: string;
  hosts: Record<string, string>;
}

/** A case that is compiled, ready to run. */
export class JavaBuild {
  readonly #java: string[];

  /**
   * Compiles a case.
   * @throws Unavailable with the compiler's words where it does not compile
   */
  constructor(private readonly folder: string, { files, classpath, hosts }: JavaCase) {
    const sources = join(folder, 'sources'), java = join(ROOT, 'lab/apps/java');
    for (const { path, text } of files) {
      if (!path.endsWith('.java')) continue;
      mkdirSync(dirname(join(sources, path)), { recursive: true });
      writeFileSync(join(sources, path), text);
    }
    run('java', [join(java, 'Build.java'), classpath, sources, join(java, 'lab'), folder], folder);
    writeFileSync(join(folder, 'hosts'), Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`).join(''));
    this.#java = [
      '-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Djdk.net.hosts.file=${join(folder, 'hosts')}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
      '-cp', [join(folder, 'stand-ins'), join(folder, 'classes'), classpath].join(delimiter),
    ];
  }

  /** Starts a class of the case under the lab's driver. */
  app(name: string, topic: string, settings: { consumer?: ClientSettings; producer?: ClientSettings } = {}): App {
    const lines = (map: ClientSettings = {}) => Object.entries(map).map(([key, value]) => `${key}=${value}`).join('\n');
    const env = { ...process.env, LAB_CONSUMER: lines(settings.consumer), LAB_PRODUCER: lines(settings.producer) };
    return new App(start('java', [`-Dlab.topic=${topic}`, ...this.#java, 'lab.Driver', name], { cwd: this.folder, env }));
  }

  /** Runs a class of the case as the program that it is. */
  program(main: string, args: readonly string[]): App {
    return new App(start('java', [...this.#java, main, ...args], { cwd: this.folder }));
  }
}
