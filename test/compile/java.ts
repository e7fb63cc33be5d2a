import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, type CompileError, type Variant } from './variants';
import { installed, run, workshop, writeVariants } from './workshop';

const HERE = join(ROOT, 'test/compile');
const MAVEN = ['-q', '-B', 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath', '-Dmdep.outputFile=classpath.txt'];

/**
 * Compiles the Java of variants against the real jars: those of Spring 5 where the build file asks for them.
 * @throws Unavailable where Java or Maven is missing, or the jars cannot be had
 */
export function checkJava(variants: readonly Variant[]): CompileError[] {
  const java = variants.filter(({ files }) => files.some(({ path }) => path.endsWith('.java')));
  return [
    ...compile('java', java.filter(variant => !isOldSpring(variant))),
    ...compile('java-spring-2', java.filter(isOldSpring)),
  ];
}

function compile(name: string, variants: readonly Variant[]): CompileError[] {
  const folder = workshop(name), pom = join(HERE, name, 'pom.xml');
  installed(folder, readFileSync(pom, 'utf8'), () => {
    copyFileSync(pom, join(folder, 'pom.xml'));
    run('mvn', MAVEN, folder);
  });

  const cases = writeVariants(folder, variants, /\.java$/);
  const classpath = readFileSync(join(folder, 'classpath.txt'), 'utf8').trim();
  return run('java', [join(HERE, 'java/Compile.java'), classpath, cases], folder).split('\n').filter(Boolean).map(line => {
    const [index, path, at, message] = line.split('\t');
    return { variant: variants[Number(index)], path, line: Number(at), message };
  });
}

/** Spring for Kafka 2 gives a `ListenableFuture`; a build file may ask for it as well. */
function isOldSpring({ files }: Variant): boolean {
  return files.some(({ path, text }) => path.endsWith('.java')
    ? text.includes('import org.springframework.util.concurrent.ListenableFuture;')
    : /(^|\/)(pom\.xml|build\.gradle(\.kts)?)$/.test(path) && OLD_SPRING.some(wish => wish.test(text)));
}

const OLD_SPRING = [
  /spring-boot-[\w-]+<\/artifactId>\s*<version>[12]\./,
  /spring-kafka(<\/artifactId>\s*<version>|:)[12]\./,
  /org\.springframework\.boot['"]\)?\s*version\s*['"][12]\./,
];
