import type { Analysis } from '../../analysis/analysis';
import type { Stop } from '../../analysis/calls/loss';
import { moduleOf } from '../../analysis/program/modules';
import type { Mark } from '../../analysis/values/marks';
import { CHANNEL } from '../../config/kinds/quarkus';
import type { Annotation, Call, Func, Unit } from '../../flow/unit';
import { simpleName } from '../../flow/walk';
import type { Evidence } from '../../kafka/evidence';
import type { Consumer, Container, Producer, Undecided } from '../../kafka/model';
import { smallryeMessaging } from '../../libraries/clients/smallrye-messaging';
import type { Place } from '../../text/span';
import { type MadeClients, OpenFramework } from '../../model/framework';
import { acknowledgedBy } from './acknowledgements';
import { type Channel, Channels, inEarnest } from './channels';
import { consumerOf, producerOf, siteOf, topicsOf } from './clients';
import { type Direction, Ends } from './ends';

/** Types of parameters that only Kafka's connector gives. */
const OF_KAFKA = /^(KafkaRecord|IncomingKafkaRecord|KafkaRecordBatch|IncomingKafkaRecordBatch|ConsumerRecord|ConsumerRecords)$/;

/** SmallRye Reactive Messaging in one state of the workspace. */
export class SmallRye extends OpenFramework {
  readonly #ends: Ends;
  readonly #channels: Channels;
  #producers: Map<string, Producer> | undefined;
  #consumers: Map<string, Consumer> | undefined;
  readonly #open: Undecided[] = [];

  constructor(private readonly analysis: Analysis) {
    super();
    this.#ends = new Ends(analysis);
    this.#channels = new Channels(analysis, this.#ends);
  }

  override listens(unit: Unit, func: Func, { annotation, library }: Mark): boolean {
    if (library !== smallryeMessaging || func.params.some(id => OF_KAFKA.test(simpleName(unit.symbols[id].type?.name ?? '')))) return true;
    const name = this.#ends.nameOf(unit, annotation), known = name === undefined ? undefined : this.#channels.isOfKafka(moduleOf(unit.path), 'incoming', name);
    if (known === undefined) this.#open.push({ path: unit.path, span: annotation.span, question: 'Do these messages come from Kafka?', why: WHY, layer: 'consumer' });
    return known === true;
  }

  override sendsToKafka(unit: Unit, call: Call): boolean | undefined {
    if (this.analysis.types.meanings.of(unit, call)?.library !== smallryeMessaging) return true;
    const name = this.#ends.channelOf(unit, call), known = name === undefined ? undefined : this.#channels.isOfKafka(moduleOf(unit.path), 'outgoing', name);
    if (known === undefined) this.#open.push({ path: unit.path, span: call.nameSpan, question: 'Does this send go to Kafka?', why: WHY, layer: 'producer' });
    return known;
  }

  override clients(): MadeClients {
    return { producers: [...this.#made().values()], consumers: [...this.#making().values()] };
  }

  override producerOf(unit: Unit, call: Call): Producer | undefined {
    if (this.analysis.types.meanings.of(unit, call)?.library !== smallryeMessaging) return undefined;
    const name = this.#ends.channelOf(unit, call);
    return name === undefined ? undefined : this.#made().get(`${moduleOf(unit.path)}\n${name}`);
  }

  override consumerOf(unit: Unit, listener: Annotation): Consumer | undefined {
    if (this.analysis.types.marks.find(unit, [listener], 'listener')?.library !== smallryeMessaging) return undefined;
    const name = this.#ends.nameOf(unit, listener);
    return name === undefined ? undefined : this.#making().get(`${moduleOf(unit.path)}\n${name}`);
  }

  override acknowledgesFirst(unit: Unit, func: Func): Stop | undefined {
    const by = this.#isMethod(unit, func) ? acknowledgedBy(this.analysis.types, unit, func) : undefined;
    return by?.strategy === 'PRE_PROCESSING' ? by.at : undefined;
  }

  override leavesAcknowledging(unit: Unit, listener: Annotation): Evidence | undefined {
    const func = unit.funcs.find(({ annotations }) => annotations.includes(listener)), by = func && this.#isMethod(unit, func) ? acknowledgedBy(this.analysis.types, unit, func) : undefined;
    if (by?.strategy !== 'NONE' && by?.strategy !== 'MANUAL') return undefined;
    const auto = this.consumerOf(unit, listener)?.setting('enable.auto.commit');
    return auto?.known && auto.value === 'true' ? undefined : this.analysis.evidence({ ...by.at, note: 'nobody else acknowledges' });
  }

  override containers(): Container[] {
    const methods = this.#methods();
    return this.#ofKafka('incoming').map(channel => {
      const calls = methods.get(`${channel.module}\n${channel.name}`);
      return { ...this.#container(channel), ...(calls ? { calls } : {}) };
    });
  }

  /** The methods that channels call, by module and channel. */
  #methods(): ReadonlyMap<string, Place[]> {
    const methods = new Map<string, Place[]>();
    for (const unit of this.analysis.program.units) {
      for (const { annotations } of unit.funcs) {
        const mark = this.analysis.types.marks.find(unit, annotations, 'listener');
        const name = mark?.library === smallryeMessaging ? this.#ends.nameOf(unit, mark.annotation) : undefined, key = `${moduleOf(unit.path)}\n${name}`;
        if (mark && name !== undefined) methods.set(key, [...methods.get(key) ?? [], this.analysis.place(unit, mark.annotation.span)]);
      }
    }
    return methods;
  }

  override undecided(): Undecided[] {
    return this.#open;
  }

  /** What becomes of a record that is not acknowledged (`KafkaFailureHandler.Strategy`; `KafkaDelayedRetryTopic.handle` for one without a last topic). */
  #container(channel: Channel): Container {
    const { sites, name } = channel, strategy = inEarnest(sites, `${CHANNEL}failure-strategy`), site = strategy ?? siteOf(channel), { path, span } = site;
    const value = strategy?.value, last = inEarnest(sites, `${CHANNEL}dead-letter-queue.topic`);
    const failures = value === undefined ? 'stopped' : value.known ? FAILURES[value.value] ?? (value.value === RETRIES ? (last ? 'dead-letter' : 'skipped') : 'unknown') : 'unknown';
    return {
      path, span, library: this.analysis.use(path, smallryeMessaging), what: 'channel', name, topics: topicsOf(channel), failures, because: [],
      environment: site.environment ?? 'neutral', sample: this.analysis.circumstances(path).sample || site.sample === true,
    };
  }

  #isMethod(unit: Unit, func: Func): boolean {
    return this.analysis.types.marks.find(unit, func.annotations, 'listener')?.library === smallryeMessaging;
  }

  #made(): Map<string, Producer> {
    return this.#producers ??= new Map(this.#ofKafka('outgoing').map(channel => [`${channel.module}\n${channel.name}`, producerOf({ analysis: this.analysis, channels: this.#channels }, channel)]));
  }

  #making(): Map<string, Consumer> {
    return this.#consumers ??= new Map(this.#ofKafka('incoming').map(channel => [`${channel.module}\n${channel.name}`, consumerOf({ analysis: this.analysis, channels: this.#channels }, channel)]));
  }

  #ofKafka(direction: Direction): Channel[] {
    return this.#channels.ofKafka().filter(channel => channel.direction === direction);
  }
}

const WHY = 'the files in view do not say which connector the channel has';
const RETRIES = 'delayed-retry-topic';
const FAILURES: Partial<Record<string, Container['failures']>> = { fail: 'stopped', ignore: 'skipped', 'dead-letter-queue': 'dead-letter' };
