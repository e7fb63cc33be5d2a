import type { Start } from './asks';

/** What is asked of a file; `way`: the names that lead on from there. `inherited`: a class below has it as a parent. */
export type Question =
  /** What in it has to do with Kafka. */
  | { kind: 'roots' }
  /** A function runs, or only its types and constants count. */
  | { kind: 'runs' | 'constants'; func: number }
  | { kind: 'start'; start: Start; way: readonly string[] }
  | { kind: 'class'; class: number; way: readonly string[]; inherited: boolean }
  /** A class or an export of a name, or a script as a whole. */
  | { kind: 'named' | 'exported'; name: string; way: readonly string[]; inherited: boolean }
  | { kind: 'module'; way: readonly string[] }
  /** What extends or implements a class of a name: in this file, or in all. */
  | { kind: 'below' | 'implementers'; name: string; way: readonly string[] }
  /** Who calls a function or reads a variable of it: those of a class where it has one. `receives`: what they give may be handed records. */
  | { kind: 'users'; name: string; class?: number; receives: boolean }
  /** Who says a class of Java by its name, and that of a member: asked of all files together, for many classes may have one name. */
  | { kind: 'members'; class: string; name: string; receives: boolean }
  /** What uses a name; in scripts, of which file. */
  | { kind: 'uses'; name: string; receives: boolean; of?: string }
  /** Who comes to a function of a name, in the same file, through however many others. */
  | { kind: 'above'; name: string };

/** The path under which is asked what no single file is asked. */
export const ALL_FILES = '';

/** A question to which another one leads. */
export interface Lead {
  path: string;
  question: Question;
  /** How many calls within calls, or wrappers of wrappers, still count: of itself, or as many as of that one; or one less. */
  within?: number;
  isDeeper: boolean;
}

/** A question as a key: the same for the same one. */
export function keyOf(question: Question): string {
  const { kind } = question;
  switch (question.kind) {
    case 'roots': return kind;
    case 'runs': case 'constants': return `${kind} ${question.func}`;
    case 'start': return `${question.start.kind} ${question.start.kind === 'type' ? question.start.name : question.start.id} ${question.way.join('.')}`;
    case 'class': return `class ${question.class}. ${question.way.join('.')} ${question.inherited}`;
    case 'module': return `module ${question.way.join('.')}`;
    case 'users': return `users ${question.class ?? ''} ${question.name} ${question.receives}`;
    case 'members': return `members ${question.class} ${question.name} ${question.receives}`;
    case 'uses': return `uses ${question.name} ${question.receives} ${question.of ?? ''}`;
    case 'above': return `above ${question.name}`;
    case 'named': case 'exported': return `${kind} ${question.name} ${question.way.join('.')} ${question.inherited}`;
    default: return `${kind} ${question.name} ${question.way.join('.')}`;
  }
}
