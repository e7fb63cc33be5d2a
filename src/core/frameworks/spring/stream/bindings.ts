import type { Analysis } from '../../../analysis/analysis';
import { moduleOf } from '../../../analysis/program/modules';
import { KAFKA_BINDER } from '../../../libraries/clients/spring-cloud-stream';
import type { Value } from '../../../settings/setting';
import type { Place } from '../../../text/span';
import { ApplicationFiles } from '../application-files';

const STREAM = 'spring.cloud.stream';
const CLOUD = 'org.springframework.cloud:spring-cloud-';
/** Binders by which a binding of messages may be another broker's, or its records go another way. */
const OTHERS = [`${CLOUD}stream-binder-kafka-reactive`, `${CLOUD}stream-binder-rabbit`, `${CLOUD}starter-stream-rabbit`, `${CLOUD}stream-binder-kinesis`, `${CLOUD}stream-binder-pulsar`];
/** Properties that bring in files from elsewhere: then what no file in view says may be said there. */
const ELSEWHERE = ['spring.config.import', 'spring.cloud.config', 'spring.cloud.consul.config', 'spring.cloud.vault', 'spring.cloud.nacos.config', 'spring.cloud.kubernetes.config'];

/** Whether a value is known to be one. */
export function isSaid(value: Value | undefined, word: string): boolean {
  return value?.known === true && value.value === word;
}

/** What the files of an application say of the bindings of Spring Cloud Stream (BindingServiceProperties, KafkaExtendedBindingProperties). */
export class Bindings {
  readonly files: ApplicationFiles;
  readonly #names = new Map<string, readonly string[]>();
  readonly #kafka = new Map<string, boolean>();

  constructor(private readonly analysis: Analysis) {
    this.files = new ApplicationFiles(analysis.inputs);
  }

  /** The names of the bindings that the files of the module of a path speak of. */
  names(path: string): readonly string[] {
    const module = moduleOf(path);
    let names = this.#names.get(module);
    if (!names) {
      const keys = ['bindings', 'kafka.bindings'].flatMap(place => this.files.below(path, `${STREAM}.${place}`)).map(({ key }) => key.split('.')[0]);
      this.#names.set(module, names = [...new Set(keys)]);
    }
    return names;
  }

  /** A property of a binding whatever its binder is, of its own or of all. */
  value(path: string, binding: string, property: string): Value | undefined {
    return this.files.value(path, `${STREAM}.bindings.${binding}.${property}`) ?? this.files.value(path, `${STREAM}.default.${property}`);
  }

  /** A property of a binding that the binder for Kafka reads. */
  kafkaValue(path: string, binding: string, property: string): Value | undefined {
    return this.files.value(path, `${STREAM}.kafka.bindings.${binding}.${property}`) ?? this.files.value(path, `${STREAM}.kafka.default.${property}`);
  }

  /** The topics of a binding: what is named none has its own name for one. */
  topics(path: string, binding: string): string[] {
    const destination = this.value(path, binding, 'destination');
    if (destination && !destination.known) return [];
    return (destination?.value ?? binding).split(',').map(topic => topic.trim());
  }

  /** The binding of an end of a function: `orders-in-0`, or what it is called instead. */
  ofFunction(path: string, definition: string, end: 'in' | 'out'): string {
    const name = `${definition.replace(/[|,\s]/g, '')}-${end}-0`, other = this.files.value(path, `${STREAM}.function.bindings.${name}`);
    return other?.known ? other.value : name;
  }

  /** Whether a binding is one of the binder for Kafka. */
  isKafka(path: string, binding: string): boolean {
    const module = moduleOf(path), key = `${module}\n${binding}`;
    let is = this.#kafka.get(key);
    if (is === undefined) this.#kafka.set(key, is = this.#isKafka(path, binding));
    return is;
  }

  #isKafka(path: string, binding: string): boolean {
    const named = this.files.value(path, `${STREAM}.bindings.${binding}.binder`) ?? this.files.value(path, `${STREAM}.default-binder`);
    const type = named?.known ? this.files.value(path, `${STREAM}.binders.${named.value}.type`) ?? named : named;
    if (type) return isSaid(type, 'kafka');
    if (this.analysis.dependency(path, OTHERS) !== undefined) return false;
    return this.analysis.dependency(path, KAFKA_BINDER) !== undefined || this.files.below(path, `${STREAM}.kafka.binder`).length > 0 || this.files.below(path, `${STREAM}.kafka.bindings`).length > 0;
  }

  /** Whether all that an application is told stands in its files. */
  areWhole(path: string): boolean {
    return this.names(path).length > 0 && ELSEWHERE.every(name => this.files.value(path, name) === undefined && this.files.below(path, name).length === 0);
  }

  /** Where the files speak of a binding: of one of some properties, or else of any. */
  placeOf(path: string, binding: string, ...properties: string[]): Place | undefined {
    for (const property of properties) {
      const value = this.value(path, binding, property);
      if (value?.known && value.at) return value.at;
    }
    const [any] = ['bindings', 'kafka.bindings'].flatMap(place => this.files.below(path, `${STREAM}.${place}.${binding}`));
    return any && { path: any.file, span: any.span };
  }

  /** Whether its producers take part in transactions, so that the commit tells what fails. */
  isTransactional(path: string): boolean {
    return this.files.value(path, `${STREAM}.kafka.binder.transaction.transaction-id-prefix`) !== undefined;
  }
}
