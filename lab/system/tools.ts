import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../test/compile/variants';
import { installed, npmInstall, run, Unavailable, workshop } from '../../test/compile/workshop';

export { Unavailable };

/** The lines of Kafka that experiments run on. */
export type KafkaLine = '4' | '3';

/** Where the jars of a pom lie, and what the libraries in it are called with their versions. */
export interface Jars {
  classpath: string;
  /** The artifacts that the pom names. */
  wishes: string[];
  /** `kafka-clients 4.4.0` and the like. */
  version(artifact: string): string;
}

const BUILD_CLASSPATH = ['-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath', '-Dmdep.outputFile=classpath.txt'];

/**
 * The jars that a pom of the lab asks for.
 * @throws Unavailable where Java or Maven is missing, or the jars cannot be had
 */
export function jars(pom: string): Jars {
  needJava();
  const from = join(ROOT, 'lab', pom, 'pom.xml'), folder = workshop(pom, 'lab');
  installed(folder, readFileSync(from, 'utf8'), () => {
    copyFileSync(from, join(folder, 'pom.xml'));
    hinted('Install Maven (Debian: apt-get install maven), and let it reach Maven Central.', () => run('mvn', BUILD_CLASSPATH, folder));
  });
  const classpath = readFileSync(join(folder, 'classpath.txt'), 'utf8').trim();
  const [, dependencies = ''] = readFileSync(from, 'utf8').split('<dependencies>');
  return {
    classpath, wishes: [...dependencies.matchAll(/<artifactId>([^<]+)</g)].map(([, artifact]) => artifact),
    version: artifact => new RegExp(`/${artifact}/(\\d[^/]*)/`).exec(classpath)?.[1] ?? '?',
  };
}

/** The package.json of an npm client; one with native code builds it with its script `build`, and says what that needs. */
interface NpmClient {
  dependencies: Record<string, string>;
  scripts?: { build?: string };
  lab?: { needs: string };
}

/**
 * The folder of an npm client of the lab, with its node_modules.
 * @throws Unavailable where it cannot be installed or built
 */
export function npmClient(name: string): { folder: string; wishes: string[]; version: (library: string) => string } {
  const from = join(ROOT, 'lab/clients', name, 'package.json'), folder = workshop(`clients/${name}`, 'lab');
  const { dependencies, scripts, lab } = JSON.parse(readFileSync(from, 'utf8')) as NpmClient;
  installed(folder, readFileSync(from, 'utf8'), () => {
    copyFileSync(from, join(folder, 'package.json'));
    hinted('The lab needs the npm registry once.', () => npmInstall(folder));
    if (scripts?.build) hinted(lab?.needs ?? '', () => run('npm', ['run', 'build'], folder));
  });
  return { folder, wishes: Object.keys(dependencies), version: library => JSON.parse(readFileSync(join(folder, 'node_modules', library, 'package.json'), 'utf8')).version };
}

function needJava(): void {
  const how = 'Install a JDK of Java 17 or later (Debian: apt-get install openjdk-17-jdk-headless).';
  const version = hinted(how, () => run('javac', ['-version'], ROOT));
  const major = Number(/(\d+)/.exec(version)?.[1] ?? 17);
  if (major < 17) throw new Unavailable(`Kafka 4 needs Java 17, here is ${major}. ${how}`);
}

function hinted<T>(how: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw error instanceof Unavailable ? new Unavailable(`${error.message} ${how}`) : error;
  }
}
