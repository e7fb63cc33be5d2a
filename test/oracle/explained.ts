import { readGenome } from './choices';

/** Why runs and the reviewer differ, where somebody has looked at it. */
export interface Reason {
  /** What the point is, by its title. */
  title: RegExp;
  /** Choices of its program, without where they stand; each must be among them. */
  choices: readonly RegExp[];
  why: string;
}

const STARTED = /^(wait=(timer|immediate|void|float|selfLoose|thenLoose|catchLoose|later|never)|loop=(forEach|map)|answer=before|asked=float|wrapper=loosely|send=(callbackKeep|whenKeep|callbackDeaf))$/;
const KEEPS = /^((catch|wait|send)=(catchKeep|settledKeep|keep\w*|retryKeep|retryForever|kindKeep|nested|callbackKeep|whenKeep)|asked=keep)$/;

/** All disagreements that are known, by class; none is counted as agreed. */
export const REASONS: readonly Reason[] = [
  {
    title: /^missed: (lost|lost-send|lost-row|half|phantom) by (stop|fail) of (send|commit|work)$/, choices: [STARTED, KEEPS],
    why: 'What fails is kept, and whoever starts the send goes on without it, as a timer or a promise that nobody holds does: only a stop of the process loses the message.',
  },
  {
    title: /^false alarm: (swallowed-\w+-error|commit-after-failure)$/, choices: [/^catch=(kind|kindSkip)$/],
    why: 'An error that the code makes itself has none of the codes by which the catch tells failures apart; kinds of errors are not followed.',
  },
  {
    title: /^false alarm: swallowed-send-error$/, choices: [/^loop=forEach$/, /^mark=ids$/],
    why: 'The list of what was sent is read before any of the callbacks has filled it, so that no row is ever marked; in which order callbacks run is not followed.',
  },
  {
    title: /^false alarm: swallowed-send-error$/, choices: [/^(catch=keepLog|keep=topic)$/],
    why: 'Nothing but a second failure comes to this catch, and nothing but a third one is logged in it.',
  },
  {
    title: /^false alarm: commit-after-failure$/, choices: [/^autoResolve=off$/],
    why: 'kafkajs hands the records that were not marked out again from its own memory; only a restart would go on behind the commit.',
  },
  {
    title: /^false alarm: swallowed-send-error$/, choices: [/^autoResolve=off$/],
    why: 'Whether a record is marked after a failed send is asked where handlers are judged, and not where sends are.',
  },
  {
    title: /^missed: /, choices: [/^form=(error|boolean|result|pair|signal)$/],
    why: 'A value that tells of a failed send is followed to where it is asked and thrown, and not to the rows and answers behind that.',
  },
  {
    title: /^false alarm: dual-write$/, choices: [/^row=transaction$/, /^catch=finallyReturn$/],
    why: 'The commit of the transaction is never come to, so that nothing is ever written; that is not asked.',
  },
  {
    title: /^missed: lost by (fail|stop) of work$/, choices: [/^offset=beyond$/],
    why: 'An offset two behind the record is seen where the work stands in the handler itself.',
  },
  {
    title: /^missed: /, choices: [/^known=/],
    why: 'What a handler remembers is not followed through a table of handlers, nor past a seek that is no end of the work.',
  },
  {
    title: /^missed: lost-row by stop of send$/, choices: [/^mark=before$/, KEEPS],
    why: 'The row counts as sent before a send whose failure is kept elsewhere: only a stop of the process loses it.',
  },
  {
    title: /^missed: lost by parse of what is read$/, choices: [/^commit=finally$/, /^wait=madeDeaf$/],
    why: 'Where nothing but the reading of a record can fail, a `finally` that commits is not told of.',
  },
  {
    title: /^hinted: lost by fail of work$/, choices: [/^wait=madeDeaf$/],
    why: 'The failure is logged functions and promises away from the handler: the story is told, as one that is possible.',
  },
  {
    title: /^missed: half by (fail|stop) of keep$/, choices: [/^row=outbox$/],
    why: 'A row and its outbox that are written one after the other, outside a transaction: no rule speaks of that yet.',
  },
];

/** The reason for a class of disagreements; its program must have been made small, so that all of its choices have to do with it. */
export function reasonFor({ title, signature }: { title: string; signature: string }): Reason | undefined {
  const words = [...readGenome(signature)].map(([name, option]) => `${name.slice(name.lastIndexOf('.') + 1)}=${option}`);
  return REASONS.find(reason => reason.title.test(title) && reason.choices.every(choice => words.some(word => choice.test(word))));
}
