import { exactly } from '../words';

/** Methods of a type that give a value to listeners in memory, and wait for none of them. */
export interface HandOverRow {
  /** Types, as imports name them. */
  of: RegExp;
  methods: RegExp;
  /** Whether those who listen mostly work with the value, or mostly show it to somebody who looks on. */
  listeners: 'work' | 'show';
  source: string;
}

/** Emitters and buses of Node and its frameworks. */
export const HAND_OVERS: readonly HandOverRow[] = [
  {
    // Listeners are called one behind the other, and the promises that they give are dropped.
    of: /^(?:node:)?events#(?:EventEmitter|default|\*)$|^eventemitter[23]#(?:EventEmitter2?|default|\*)$|^@nestjs\/event-emitter#EventEmitter2$/,
    methods: exactly('emit'), listeners: 'work',
    source: 'https://nodejs.org/api/events.html#asynchronous-vs-synchronous; event-subscribers.loader.js of @nestjs/event-emitter 3.1',
  },
  {
    // A subject of RxJS with a subscription for each handler, which catches what a handler throws and logs it.
    of: /^@nestjs\/cqrs#EventBus$/, methods: exactly('publish publishAll'), listeners: 'work', source: 'event-bus.js `bind` of @nestjs/cqrs 11.0',
  },
  {
    of: /^rxjs#(?:Subject|BehaviorSubject|ReplaySubject|AsyncSubject|Observer)$/, methods: exactly('next'), listeners: 'show',
    source: 'https://rxjs.dev/guide/subject',
  },
];
