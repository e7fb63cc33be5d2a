import { readFileSync, writeFileSync } from 'node:fs';
import { readGenome, type Genome } from './choices';
import { make, type Made } from './grammar';
import { makeJava } from './java-grammar';

/** A disagreement that was once found: by which choices, and whether runs and the reviewer agree by now. */
export interface Seed {
  state: 'open' | 'mended';
  title: string;
  signature: string;
}

const FILE = new URL('seeds.txt', import.meta.url);

/** All disagreements that were found and kept. */
export function readSeeds(): Seed[] {
  return readFileSync(FILE, 'utf8').split('\n').filter(Boolean).map(line => {
    const [state, title, signature] = line.split(' | ');
    return { state: state as Seed['state'], title, signature };
  });
}

/** Keeps them, in an order that does not depend on when they were found. */
export function writeSeeds(seeds: readonly Seed[]): void {
  writeFileSync(FILE, seeds.map(({ state, title, signature }) => `${state} | ${title} | ${signature}\n`).sort().join(''));
}

/** The choices of a seed. */
export function genomeOf({ signature }: Seed): Genome { return readGenome(signature); }

/** The program of a seed. */
export function madeOf(seed: Seed): Made { return (isJava(seed) ? makeJava : make)(genomeOf(seed)); }

/** True for a program that needs a Java machine. */
export function isJava({ signature }: Seed): boolean { return signature.includes('language=java'); }
