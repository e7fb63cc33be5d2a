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

/** What a case is told about the shop around it. */
export interface JavaShop {
  topic: string;
  consumer?: ClientSettings;
  producer?: ClientSettings;
  /** The application's settings, where it is one of Spring. */
  spring?: ClientSettings;
  database?: ClientSettings;
}

const RESOURCES = /^(?:.*\/)?src\/main\/resources\//;

/** A case that is compiled, ready to run. */
export class JavaBuild {
  readonly #java: string[];

  /**
   * Compiles a case.
   * @throws Unavailable with the compiler's words where it does not compile
   */
  constructor(private readonly folder: string, { files, classpath, hosts }: JavaCase) {
    const sources = join(folder, 'sources'), java = join(ROOT, 'lab/apps/java');
    const write = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    for (const { path, text } of files) {
      if (path.endsWith('.java')) write(join(sources, path), text);
      else if (RESOURCES.test(path)) write(join(folder, 'classes', path.replace(RESOURCES, '')), text);
    }
    const drivers = [join(java, 'lab'), ...classpath.includes('spring-kafka') ? [join(java, 'spring')] : []];
    run('java', [join(java, 'Build.java'), classpath, sources, folder, ...drivers], folder);
    writeFileSync(join(folder, 'hosts'), Object.entries(hosts).map(([name, address]) => `${address} ${name}\n`).join(''));
    this.#java = [
      `-Dlab.packages=${[...new Set(files.flatMap(({ text }) => /^package ([\w.]+);/m.exec(text)?.[1] ?? []))].join()}`,
      '-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', `-Djdk.net.hosts.file=${join(folder, 'hosts')}`, '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
      '-cp', [join(folder, 'stand-ins'), join(folder, 'classes'), classpath].join(delimiter),
    ];
  }

  /** Starts a class of the case under the lab's driver. */
  app(name: string, { topic, ...settings }: JavaShop): App {
    const lines = (map: ClientSettings) => Object.entries(map).map(([key, value]) => `${key}=${value}`).join('\n');
    const env = { ...process.env, ...Object.fromEntries(Object.entries(settings).map(([whose, map]) => [`LAB_${whose.toUpperCase()}`, lines(map ?? {})])) };
    return new App(start('java', [`-Dlab.topic=${topic}`, ...this.#java, 'lab.Driver', name], { cwd: this.folder, env }));
  }

  /** Runs a class of the case as the program that it is. */
  program(main: string, args: readonly string[]): App {
    return new App(start('java', [...this.#java, main, ...args], { cwd: this.folder }));
  }
}
