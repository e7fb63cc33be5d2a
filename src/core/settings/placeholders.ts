import { canonicalValue } from './spelling';
import type { Value } from './setting';
import { code } from '../text/visible';

/** How a file writes a value that comes from elsewhere: `${X:default}`, `${X:-default}`, or Kafka's `${provider:path:key}`. */
export type Placeholders = 'spring' | 'shell' | 'providers';

/**
 * The value that a text gives: its placeholders' defaults filled in, or why it cannot be known. Templates and unknown
 * placeholders are never taken for their text.
 */
export function readValue(key: string, text: string, placeholders: Placeholders): Value {
  const template = /\{\{|\{%|\$\(|^%\w+%$|^@[\w.-]+@$|#\{/.exec(text);
  if (template) return { known: false, why: 'a template fills it in' };
  const filled = placeholders === 'providers' ? unknownProvider(text) : fill(text, placeholders, 0);
  if (typeof filled !== 'string') return { known: false, why: filled.why };
  const value = canonicalValue(key, filled.trim());
  return filled === text ? { known: true, value } : { known: true, value, placeholder: true };
}

function unknownProvider(text: string): string | { why: string } {
  const match = /\$\{([^}]*)\}|\$[A-Za-z_]\w*/.exec(text);
  return match ? { why: `${code(match[0])} is filled in when the file is read` } : text;
}

function fill(text: string, placeholders: 'spring' | 'shell', depth: number): string | { why: string } {
  let result = '';
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('$', at);
    if (start < 0) return result + text.slice(at);
    result += text.slice(at, start);
    if (placeholders === 'shell' && text[start + 1] === '$') {
      // A dollar for the container's own shell.
      if (/^[{\w]/.test(text.slice(start + 2))) return { why: 'a variable of the container fills it in' };
      result += '$';
      at = start + 2;
      continue;
    }
    if (text[start + 1] !== '{') {
      const name = placeholders === 'shell' ? /^\w+/.exec(text.slice(start + 1))?.[0] : undefined;
      if (name) return { why: `${code(`$${name}`)} is not known here` };
      result += '$';
      at = start + 1;
      continue;
    }
    const end = closing(text, start + 2);
    if (end < 0 || depth > 8) return { why: 'a placeholder does not end' };
    const inner = text.slice(start + 2, end);
    const match = placeholders === 'spring' ? /^([^:{}$]*):([\s\S]*)$/.exec(inner) : /^(\w+):?-([\s\S]*)$/.exec(inner);
    if (!match) return { why: `${code(`\${${inner}}`)} is not known here` };
    const value = fill(match[2], placeholders, depth + 1);
    if (typeof value !== 'string') return value;
    result += value;
    at = end + 1;
  }
  return result;
}

function closing(text: string, at: number): number {
  for (let depth = 1; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at;
  }
  return -1;
}
