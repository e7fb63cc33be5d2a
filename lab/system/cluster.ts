import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { KafkaNode, PORTS, type Properties } from './broker';
import { labFolder } from './children';
import { freeLoopback } from './loopback';
import { Topics } from './topics';
import { jars, type KafkaLine } from './tools';
import { until } from './until';

const BROKERS = 3, CONTROLLER = BROKERS + 1;
let clusters = 0;

/** Small and quick to notice the dead; all that concerns the safety of messages stays as Kafka has it. */
const COMMON: Properties = {
  'broker.session.timeout.ms': 4000,
  'broker.heartbeat.interval.ms': 500,
  'group.initial.rebalance.delay.ms': 0,
  'group.min.session.timeout.ms': 1000,
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'share.coordinator.state.topic.num.partitions': 1,
  'auto.create.topics.enable': false,
  'log.cleaner.dedupe.buffer.size': 4_000_000,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'num.recovery.threads.per.data.dir': 1,
};

/** A real Kafka on loopback: three brokers, and a controller beside them, so that brokers may die. */
export class Cluster {
  private constructor(readonly version: string, readonly brokers: readonly KafkaNode[], private readonly controller: KafkaNode, readonly topics: Topics) {}

  /**
   * Starts a cluster of its own and waits until it answers.
   * @throws Unavailable where Java, Maven or the jars are missing
   */
  static async start(line: KafkaLine, settings: Properties = {}): Promise<Cluster> {
    const { classpath, version } = jars(`kafka/${line}`);
    const address = await freeLoopback(CONTROLLER), clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'A');
    const folder = join(labFolder(), `cluster-${++clusters}`);
    const node = (id: number, heap: string) => new KafkaNode(id, address(id), join(folder, String(id)), classpath, heap);
    const brokers = Array.from({ length: BROKERS }, (_, i) => node(i + 1, '256m')), controller = node(CONTROLLER, '128m');
    const shared = { ...COMMON, ...settings, 'controller.quorum.voters': `${CONTROLLER}@${address(CONTROLLER)}:${PORTS.controller}` };
    await Promise.all([
      ...brokers.map(broker => broker.openNetwork()),
      ...brokers.map(broker => broker.format(clusterId, { ...shared, ...brokerListeners(broker) })),
      controller.format(clusterId, { ...shared, ...controllerListeners(controller) }),
    ]);
    const topics = new Topics(brokers.map(broker => ({ host: broker.host, port: PORTS.lab, isAwake: () => broker.isAwake })));
    const cluster = new Cluster(version('kafka_2.13'), brokers, controller, topics);
    controller.start();
    await cluster.whole();
    return cluster;
  }

  /** The broker with this number, from 1. */
  broker(id: number): KafkaNode {
    return this.brokers[id - 1];
  }

  /** The broker that leads a topic's partition, the first unless said otherwise. */
  async leader(topic: string, partition = 0): Promise<KafkaNode> {
    return this.broker((await this.topics.partition(topic, partition)).leader);
  }

  /** No client reaches any broker any more, until `whole`. */
  cutOff(): void {
    for (const { network } of this.brokers) network.clients.cut();
  }

  /** Starts what is down, lets go on what is paused, mends the network, and waits until all brokers answer. */
  async whole(): Promise<void> {
    for (const broker of this.brokers) {
      broker.network.clients.mend();
      broker.network.followers.mend();
      broker.resume();
      broker.start();
    }
    await until('three brokers answer', async () => {
      this.#mustRun();
      return await this.topics.size() === BROKERS;
    }, 120);
  }

  /** Whole, and empty as on its first day: no topic, no group. */
  async reset(): Promise<void> {
    await this.whole();
    await this.topics.clear();
  }

  /** Ends all of it. */
  async stop(): Promise<void> {
    await this.topics.close();
    await Promise.all([...this.brokers, this.controller].map(node => node.remove()));
  }

  #mustRun(): void {
    for (const node of [...this.brokers, this.controller]) {
      if (!node.isRunning) throw new Error(`server ${node.id} ended by itself:\n${node.lastWords}`);
    }
  }
}

function brokerListeners({ id, host }: KafkaNode): Properties {
  return {
    'node.id': id,
    'process.roles': 'broker',
    'listeners': `CLIENT://${host}:${PORTS.clientBehind},REPLICA://${host}:${PORTS.replicaBehind},LAB://${host}:${PORTS.lab}`,
    'advertised.listeners': `CLIENT://${host}:${PORTS.client},REPLICA://${host}:${PORTS.replica},LAB://${host}:${PORTS.lab}`,
    'inter.broker.listener.name': 'REPLICA',
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'CLIENT:PLAINTEXT,REPLICA:PLAINTEXT,LAB:PLAINTEXT,CONTROLLER:PLAINTEXT',
  };
}

function controllerListeners({ id, host }: KafkaNode): Properties {
  return { 'node.id': id, 'process.roles': 'controller', 'listeners': `CONTROLLER://${host}:${PORTS.controller}`, 'controller.listener.names': 'CONTROLLER' };
}
