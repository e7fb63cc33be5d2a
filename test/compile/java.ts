import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type CompileError, type Variant } from './variants';
import { installed, run, workshop, writeVariants } from './workshop';

const HERE = join(ROOT, 'test/compile');
const MAVEN = ['-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath', '-Dmdep.outputFile=classpath.txt'];

/**
 * Compiles the Java of variants against the real jars: older ones where the build file or a type asks for them.
 * @throws Unavailable where Java or Maven is missing, or the jars cannot be had
 */
export function checkJava(variants: readonly Variant[]): CompileError[] {
  const java = variants.filter(({ files }) => files.some(({ path }) => path.endsWith('.java'))).flatMap(modules);
  return LINES.flatMap(line => compile(line, java.filter(variant => lineOf(variant) === line)));
}

function compile(name: string, variants: readonly Variant[]): CompileError[] {
  const folder = workshop(name), pom = join(HERE, name, 'pom.xml');
  installed(folder, readFileSync(pom, 'utf8'), () => {
    copyFileSync(pom, join(folder, 'pom.xml'));
    run('mvn', MAVEN, folder);
  });

  // A compiler that is there and does not come to an end must not look like one that is missing.
  run('javac', ['--release', '17', '-version'], folder);
  const cases = writeVariants(folder, variants, /\.java$/);
  const classpath = readFileSync(join(folder, 'classpath.txt'), 'utf8').trim();
  return run('java', [join(HERE, 'java/Compile.java'), classpath, join(HERE, 'java/out-of-view'), cases], folder, Error).split('\n').filter(Boolean).map(line => {
    const [index, path, at, message] = line.split('\t');
    return { variant: variants[Number(index)], path, line: Number(at), message };
  });
}

/** Modules that have classes of the same name are compiled one by one. */
function modules(variant: Variant): Variant[] {
  const parts = new Map<string, Variant['files']>();
  for (const file of variant.files) {
    if (!file.path.endsWith('.java')) continue;
    const folder = file.path.slice(0, file.path.indexOf('src/main/java/'));
    parts.set(folder, [...parts.get(folder) ?? [], file]);
  }
  const names = [...parts].flatMap(([folder, files]) => files.map(({ path }) => path.slice(folder.length)));
  if (new Set(names).size === names.length) return [variant];
  return [...parts.values()].map(files => ({ ...variant, files }));
}

/** The lines of libraries, each with a `pom.xml` in a folder of its name. */
const LINES = ['java', 'java-spring-2', 'java-spring-kafka-2.1'];

function lineOf(variant: Variant): string {
  if (variant.files.some(({ path, text }) => path.endsWith('pom.xml') && /spring-kafka<\/artifactId>\s*<version>2\.1\./.test(text))) return 'java-spring-kafka-2.1';
  return isOldSpring(variant) ? 'java-spring-2' : 'java';
}

/** Spring for Kafka 2 gives a `ListenableFuture`; a build file may ask for it as well. */
function isOldSpring({ files }: Variant): boolean {
  return files.some(({ path, text }) => path.endsWith('.java')
    ? OLD_TYPES.test(text)
    : /(^|\/)(pom\.xml|build\.gradle(\.kts)?)$/.test(path) && OLD_SPRING.some(wish => wish.test(text)));
}

/** What Spring for Kafka 3 and Spring Cloud Stream 4 have no more. */
const OLD_TYPES = /import org\.springframework\.(cloud\.stream\.annotation\.\w+|util\.concurrent\.ListenableFuture|kafka\.core\.KafkaSendCallback|kafka\.listener\.BatchErrorHandler);|\.addCallback\(/;

const OLD_SPRING = [
  /spring-boot-[\w-]+<\/artifactId>\s*<version>[12]\./,
  /spring-kafka(<\/artifactId>\s*<version>|:)[12]\./,
  /org\.springframework\.boot['"]\)?\s*version\s*['"][12]\./,
];
