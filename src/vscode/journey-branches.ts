import * as vscode from 'vscode';
import type { Contract, Guarantee, Link, Question, Spot, Weakness } from '../core/journey/contract';
import { holdsInWords } from '../core/report/journey-words';
import type { Finding } from '../core/review/finding';
import { LAYERS } from '../core/review/layers';
import { showing } from '../core/review/select';
import { plain } from '../core/text/visible';
import { Branch, entry, opening } from './branch';
import type { FolderReview } from './folder-review';
import { toRange } from './ranges';

/** The topics of a folder, each with who sends, keeps and reads it, and what is weak or open there. */
export function byTopic(folder: FolderReview, contracts: readonly Contract[], parent?: Branch): Branch[] {
  const order: readonly Guarantee[] = ['at most once', 'not decided', 'at least once', 'effectively once'];
  return [...contracts].sort((a, b) => order.indexOf(a.guarantee) - order.indexOf(b.guarantee)).map(contract => {
    const { topic, guarantee } = contract, holds = holdsInWords(contract);
    const item = entry(topic, {
      description: holds, iconPath: ICONS[guarantee], tooltip: `${topic}: ${guarantee}`, contextValue: 'topic',
      accessibilityInformation: { label: `Topic ${topic}, ${guarantee}, ${holds}` },
    });
    return new Branch(item, parent, self => [
      ...stages(folder, contract, self), ...contract.open.filter(({ at }) => !at).map(one => questionBranch(folder, one, self)),
    ]);
  });
}

function stages(folder: FolderReview, { senders, keepers, readers }: Contract, parent: Branch): Branch[] {
  return [
    ...senders.map(link => linkBranch(folder, 'sends', 'arrow-right', link, parent)),
    ...keepers.map(link => linkBranch(folder, 'keeps', 'database', link, parent)),
    ...readers.map(link => linkBranch(folder, 'reads', 'arrow-left', link, parent)),
  ];
}

function linkBranch(folder: FolderReview, does: string, icon: string, link: Link, parent: Branch): Branch {
  const { name, service, kind, guarantee, traits, weak, open, path, range } = link;
  const said = Object.entries(traits).map(([key, { value }]) => `${key}: ${value}`);
  const item = entry(name, {
    id: `${does} ${keyOf(link)}`, description: [does, service, guarantee].filter(text => text !== '').join(' · '),
    iconPath: new vscode.ThemeIcon(icon, ICONS[guarantee].color), tooltip: [`${name} (${kind})`, guarantee, ...said].join('\n'),
    command: opening(folder.root.uriOf(path), toRange(range)),
    accessibilityInformation: { label: `${name} ${does}, ${guarantee}. ${said.join(', ')}` },
  });
  const below = weak.length + open.length > 0;
  const make = (self: Branch) => [...weak.map(one => weakBranch(folder, one, self)), ...open.map(one => questionBranch(folder, one, self))];
  return new Branch(item, parent, below ? make : undefined);
}

function weakBranch(folder: FolderReview, { what, lift, costs, severity, rule, path, range }: Weakness, parent: Branch): Branch {
  const cure = lift === undefined ? '' : plain(lift);
  return new Branch(entry(what, {
    id: `${rule} ${keyOf({ path, range })}`, description: cure, iconPath: SEVERITIES[severity],
    tooltip: `${rule}: ${costs === 'loss' ? 'a record may be lost' : 'a record may come twice, late or out of order'}${cure && `\n${cure}`}`,
    command: opening(folder.root.uriOf(path), toRange(range)),
  }), parent);
}

function questionBranch(folder: FolderReview, { question, at }: Question, parent: Branch): Branch {
  const text = plain(question);
  return new Branch(entry(text, {
    id: `? ${question} ${at ? keyOf(at) : ''}`, iconPath: ICONS['not decided'], tooltip: text,
    ...(at && { command: opening(folder.root.uriOf(at.path), toRange(at.range)) }),
  }), parent);
}

/** The layers that a message passes, each with what was found and what could not be decided there. */
export function byLayer(folder: FolderReview, parent?: Branch): Branch[] {
  if (!folder.review) return [];
  const { findings, undecided } = showing(folder.review, folder.settings.show);
  return LAYERS.map(layer => {
    const own = findings.filter(one => one.layer === layer), open = undecided.filter(one => one.layer === layer);
    const worst = (['error', 'warning', 'info'] as const).find(severity => own.some(one => one.severity === severity));
    const item = entry(LAYER_NAMES[layer], {
      description: (own.length > 0 ? `${own.length} found` : 'nothing found') + (open.length > 0 ? ` · ${open.length} open` : ''),
      // Where nothing was found nothing need be safe: nobody may watch for losses at all.
      iconPath: worst ? SEVERITIES[worst] : open.length > 0 ? ICONS['not decided'] : new vscode.ThemeIcon('circle-outline'),
    });
    const make = (self: Branch) => [
      ...own.map(finding => findingBranch(folder, finding, self)),
      ...open.map(({ question, why, path, range }) =>
        questionBranch(folder, { question: `${question} ${why}`, at: { path, range } }, self)),
    ];
    return new Branch(item, parent, own.length + open.length === 0 ? undefined : make);
  });
}

function findingBranch(folder: FolderReview, { rule, message, severity, path, range }: Finding, parent: Branch): Branch {
  return new Branch(entry(plain(message), {
    id: `${rule} ${keyOf({ path, range })}`, iconPath: SEVERITIES[severity],
    description: `${path.slice(path.lastIndexOf('/') + 1)}:${range.start.line}`,
    tooltip: `${rule}: ${plain(message)}`, command: opening(folder.root.uriOf(path), toRange(range)),
  }), parent);
}

function keyOf({ path, range: { start } }: Spot): string {
  return `${path}:${start.line}:${start.column}`;
}

const icon = (name: string, color: string) => new vscode.ThemeIcon(name, new vscode.ThemeColor(color));

const ICONS: Readonly<Record<Guarantee, vscode.ThemeIcon>> = {
  'at most once': icon('error', 'problemsErrorIcon.foreground'), 'not decided': icon('question', 'problemsWarningIcon.foreground'),
  'at least once': icon('pass', 'testing.iconPassed'), 'effectively once': icon('pass-filled', 'testing.iconPassed'),
};

const SEVERITIES: Readonly<Record<Finding['severity'], vscode.ThemeIcon>> = {
  error: icon('error', 'problemsErrorIcon.foreground'), warning: icon('warning', 'problemsWarningIcon.foreground'),
  info: icon('info', 'problemsInfoIcon.foreground'),
};

const LAYER_NAMES: Readonly<Record<Finding['layer'], string>> = {
  producer: 'Producer', broker: 'Broker', consumer: 'Consumer', detection: 'Detection', business: 'Business',
};
