import type { Finding } from '../review/finding';

/**
 * One print a finding, the same from run to run while its line moves and its words change: made of rule, file and what
 * it is about, and of its place among those that share them.
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, path, about: { topics = [], name = '' } }) => {
    const key = [rule, path, ...topics, '', name].join('\n'), ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return hash(`${key}\n${ordinal}`);
  });
}

/** Two FNV-1a sums of 32 bits: enough to tell findings apart, and to be had without a host's cryptography. */
function hash(text: string): string {
  let low = 0x811c9dc5, high = 0x1000193;
  for (let i = 0; i < text.length; i++) {
    low = Math.imul(low ^ text.charCodeAt(i), 0x01000193);
    high = Math.imul(high ^ text.charCodeAt(text.length - 1 - i), 0x01000193);
  }
  return [low, high].map(part => (part >>> 0).toString(16).padStart(8, '0')).join('');
}
