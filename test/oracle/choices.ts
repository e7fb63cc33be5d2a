/** What was chosen where: options by the names of the choices. */
export type Genome = ReadonlyMap<string, string>;

/** Options with their weights; the first is the plain one. */
export type Options = Readonly<Record<string, number>>;

/** The choices out of which a program is made. What is not given is drawn, or plain. */
export class Choices {
  readonly made = new Map<string, string>();
  /** Those made that are not plain. */
  readonly special = new Map<string, string>();

  /** `random` gives numbers from 0 up to 1; without it all that `given` does not hold is plain. */
  constructor(private readonly given: Genome, private readonly random?: () => number) {}

  pick<O extends Options>(name: string, options: O): keyof O & string {
    const known = this.made.get(name);
    if (known !== undefined) return known;
    const names = Object.keys(options);
    const given = this.given.get(name);
    const chosen = given !== undefined && names.includes(given) ? given : this.random ? draw(options, this.random()) : names[0];
    this.made.set(name, chosen);
    if (chosen !== names[0]) this.special.set(name, chosen);
    return chosen;
  }
}

function draw(options: Options, random: number): string {
  const entries = Object.entries(options);
  let left = random * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) if ((left -= weight) < 0) return name;
  return entries[0][0];
}

/** Numbers from 0 up to 1 that follow from a seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Choices as words of one line, and back. */
export function written(choices: Genome): string {
  return [...choices].map(([name, option]) => `${name}=${option}`).sort().join(' ');
}

/** The choices that one line says. */
export function readGenome(line: string): Genome {
  return new Map(line.trim().split(/\s+/).filter(Boolean).map(word => word.split('=') as [string, string]));
}
