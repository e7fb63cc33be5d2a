import type { Contract, Guarantee, Journey, Link, Question, Weakness } from '../journey/contract';
import { cell, codeSpan, prose } from './escape';
import { placeLink, type Link as LinkTo } from './markdown';
import { mapSection } from './topic-map';
import { count } from './words';

/** More of a kind than these are only counted in a table. */
const SHOWN = 3;

/** How each guarantee is shown; a mark that needs no colour. */
const MARKS: Readonly<Record<Guarantee, string>> = {
  'effectively once': '✔✔', 'at least once': '✔', 'not decided': '?', 'at most once': '✘',
};

/** What holds for the records of each topic, as a section of the audit; nothing where there is no topic. */
export function contractSection({ contracts, open }: Journey, link?: LinkTo): string | undefined {
  if (contracts.length === 0) return undefined;
  const map = mapSection(contracts);
  return [
    '## Topics', '*What holds for a record on its way from those who send it to those who read it?*',
    [
      '| Topic | Sent by | Kept by | Read by | Holds | Weakest link |', '|---|---|---|---|---|---|',
      ...contracts.map(contract => row(contract, link)),
    ].join('\n'),
    ...(open.length > 0 ? [`${NO_MORE} ${open.slice(0, SHOWN).map(one => question(one, link)).join('; ')}${more(open.length)}.`] : []),
    LEGEND, ...(map === undefined ? [] : [map]),
  ].join('\n\n');
}

const NO_MORE = 'More than *not decided* is said of no topic, since not all that may send or read is in view:';

const LEGEND = '*At most once*: a record may be lost on its way (and may come twice beside that). *At least once*: no place was seen that loses one. '
  + '*Effectively once*: besides, one that comes twice has one effect. *Not decided*: something on its way is not known, which is never counted as safe.';

function row({ topic, senders, keepers, readers, guarantee, weakest, weak, open }: Contract, link?: LinkTo): string {
  const asked = open.length > 0 ? `open: ${question(open[0], link)}${more(open.length, 1)}` : '';
  const last = weakest ? weakness(weakest, weak.length, link) : asked;
  const cells = [
    codeSpan(topic), links(senders, link), links(keepers, link), links(readers, link), `${MARKS[guarantee]} ${guarantee}`, last,
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

function links(all: readonly Link[], link?: LinkTo): string {
  if (all.length === 0) return '–';
  return all.slice(0, SHOWN).map(one => `${MARKS[one.guarantee]} ${codeSpan(one.name)} ${placeLink(one.path, one.range, link)}`).join('<br>') + more(all.length);
}

function weakness({ what, path, range, lift }: Weakness, all: number, link?: LinkTo): string {
  return `${codeSpan(what)} ${placeLink(path, range, link)}${lift === undefined ? '' : `: ${prose(lift)}`}${more(all, 1)}`;
}

function question({ question: asked, at }: Question, link?: LinkTo): string {
  return prose(asked) + (at ? ` (${placeLink(at.path, at.range, link)})` : '');
}

function more(all: number, shown = SHOWN): string {
  return all > shown ? `, and ${count(all - shown, 'more', 'more')}` : '';
}
