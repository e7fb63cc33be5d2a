import type { Contract } from './contract';

const NAME = /^[\w.-]+$/, PLACEHOLDER = /\$\{[^{}]*\}|#\{[^{}]*\}|\{\{[^{}]*\}\}/;

/** A placeholder, and what stands for a run of any characters in a pattern. */
const RUN = /\$\{[^{}]*\}|#\{[^{}]*\}|\{\{[^{}]*\}\}|(?:\.|\[[^[\]]*\]|\\[wdS])[*+]/;

/** What the text is that names topics. */
export function formOf(topic: string): Contract['form'] {
  return PLACEHOLDER.test(topic) ? 'placeholder' : NAME.test(topic) ? 'name' : 'pattern';
}

/**
 * Whether what names topics means a topic. A text that is no name may mean it when it fits as far as it can be read: its
 * literal parts stand in the topic, in their order.
 */
export function means(text: string | undefined, topic: string): 'yes' | 'maybe' | 'no' {
  if (text === undefined) return 'maybe';
  if (text === topic) return 'yes';
  const form = formOf(text);
  if (form === 'name') return formOf(topic) === 'name' ? 'no' : fits(topic, text) === false ? 'no' : 'maybe';
  const fit = fits(text, topic);
  if (fit === false) return 'no';
  // Who asks for all topics of a pattern reads each of them; what a placeholder is set to is not known.
  return fit === true && form === 'pattern' && formOf(topic) === 'name' ? 'yes' : 'maybe';
}

/** Whether a pattern fits a name; undefined for one that says more than literals and runs of characters. */
function fits(pattern: string, name: string): boolean | undefined {
  const texts = pattern.replace(/^\^|\$$/g, '').split(RUN).map(text => text.replace(/\\([.-])/g, '$1'));
  if (texts.some(text => /[()|?*+\\[\]^$]/.test(text))) return undefined;
  let at = 0;
  // A lone dot is any character, and nearly always meant as a dot.
  for (const [index, text] of texts.entries()) {
    const isFirst = index === 0, isLast = index === texts.length - 1;
    if (isLast && (isFirst ? name !== text : !name.endsWith(text) || name.length - text.length < at)) return false;
    const found = isLast ? name.length - text.length : name.indexOf(text, at);
    if (found < 0 || (isFirst && found !== 0)) return false;
    at = found + text.length;
  }
  return true;
}
