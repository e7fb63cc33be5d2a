import type { SourceText } from '../text/source-text';
import type { SettingSite } from './setting';
import { ownValue } from './spelling';

/** The source text that stands for a value of Kafka's at the place of a setting. */
export function written(source: SourceText, site: SettingSite, value: string): string {
  const old = source.slice(site.span);
  switch (site.notation) {
    case 'typescript': return typescript(site, old, value);
    case 'java': return java(site, old, value);
    case 'properties': return inPlaceholder(old, value, 'spring') ?? value.replaceAll('\\', '\\\\');
    case 'argument': return inPlaceholder(old, value, 'shell') ?? value;
    case 'env': return environment(source, site, old, value);
    case 'yaml': return yaml(source, old, value);
    case 'hcl': return /^-?\d+$|^(true|false)$/.test(value) && !old.startsWith('"') ? value : JSON.stringify(value);
  }
}

function typescript({ dialect, spelling }: SettingSite, old: string, value: string): string {
  const own = dialect === undefined ? value : ownValue(dialect, spelling, value);
  const quote = /^(["'`])[^]*\1$/.exec(old.trim())?.[1];
  return quote ? `${quote}${own}${quote}` : scriptLiteral(own);
}

/** A value of an option as a literal of TypeScript. */
export function scriptLiteral(value: string): string {
  return /^-?\d+$|^(true|false)$/.test(value) ? value : `'${value}'`;
}

function java({ scope, key }: SettingSite, old: string, value: string): string {
  const text = old.trim();
  if (/^"[^]*"$/.test(text)) return JSON.stringify(inPlaceholder(text.slice(1, -1), value, 'spring') ?? value);
  if (/^Boolean\.(TRUE|FALSE)$/.test(text)) return `Boolean.${value.toUpperCase()}`;
  if (/^-?\d+$/.test(value)) {
    const number = /-?\b\d+\b/.exec(text);
    // `NewTopic` takes its copies as a short, and its settings as text.
    if (!number && scope === 'topic') return key === 'replication.factor' ? `(short) ${value}` : JSON.stringify(value);
    const literal = value === '2147483647' && !/short/.test(text) ? 'Integer.MAX_VALUE' : value;
    return number ? text.slice(0, number.index) + literal + text.slice(number.index + number[0].length) : literal;
  }
  return /^(true|false)$/.test(value) ? value : JSON.stringify(value);
}

function environment(source: SourceText, site: SettingSite, old: string, value: string): string {
  const quoted = inQuotes(old, value, 'shell');
  if (quoted !== undefined) return quoted;
  const filled = inPlaceholder(old, value, 'shell') ?? value;
  const lead = source.text.slice(source.text.lastIndexOf('\n', site.span.start - 1) + 1, site.span.start);
  // Kubernetes takes nothing but text, compose booleans only as text.
  if (/^\s*(?:-\s+)?value:\s*$/.test(lead)) return JSON.stringify(filled);
  return /:\s*$/.test(lead) && /^(true|false)$/.test(filled) ? `"${filled}"` : filled;
}

function yaml(source: SourceText, old: string, value: string): string {
  const quoted = inQuotes(old, value, 'spring');
  if (quoted !== undefined) return quoted;
  const filled = inPlaceholder(old, value, 'spring') ?? value;
  const bare = /^-?\d+(\.\d+)?$|^(true|false)$/.test(filled);
  if (/\.json(\.\w+)?$/.test(source.path)) return bare ? filled : JSON.stringify(filled);
  return bare || filled !== value || (/^[A-Za-z][\w.\-/]*$/.test(filled) && !/^(yes|no|on|off|null|y|n)$/i.test(filled))
    ? filled
    : JSON.stringify(filled);
}

function inQuotes(old: string, value: string, form: 'spring' | 'shell'): string | undefined {
  const match = /^(["'])([^]*)\1$/.exec(old);
  return match ? `${match[1]}${inPlaceholder(match[2], value, form) ?? value}${match[1]}` : undefined;
}

/** `${NAME:1}` and `${NAME:-1}` keep their name; only the default changes, the innermost where they are nested. */
function inPlaceholder(old: string, value: string, form: 'spring' | 'shell'): string | undefined {
  // What follows Spring's colon is the default, a dash too; a shell's dash is a mark.
  const match = (form === 'spring' ? /^(\$\{[^:{}$]+:)([^]*)\}$/ : /^(\$\{\w+:?-)([^]*)\}$/).exec(old.trim());
  return match ? `${match[1]}${inPlaceholder(match[2], value, form) ?? value}}` : undefined;
}
