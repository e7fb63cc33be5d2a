import type { Inputs } from '../analysis/inputs';
import { first } from '../flow/first';
import type { Consumer, KafkaModel } from '../kafka/model';
import { findClusters } from './brokers/clusters';
import { findConnectors } from './brokers/connectors';
import { copiedPlaces } from './brokers/copies';
import { findIneffectiveKeys } from './brokers/ineffective-keys';
import { findServices } from './brokers/services';
import { findStateStores } from './brokers/state-stores';
import { findTopics } from './brokers/topics';
import { findDualWrites } from './business/dual-writes';
import { findEarlyMarks } from './business/early-marks';
import { findHookedSends } from './business/hooked-sends';
import { findLedgers } from './business/ledgers';
import { rememberedIn } from './business/remembered';
import { findRepeated } from './business/repeated';
import { isTransactional } from './clients/answers';
import { buildConsumer, buildProducer, findClients, sendsByClient } from './clients/clients';
import { throwingDeserializers } from './clients/deserializers';
import { findIneffectiveOptions } from './clients/ineffective-options';
import { skippedRecords } from './clients/skipped-records';
import { findClientSettings } from './clients/written-settings';
import { findConsumption } from './consuming/consumption';
import { Context } from './context';
import type { FoundClient } from './found-client';
import type { Framework } from './framework';
import { findLongWaits } from './membership/long-waits';
import { findSkippedBacklogs } from './membership/skipped-backlog';
import { findUnacknowledged } from './membership/unacknowledged';
import { findUnfinishedRevokes } from './membership/unfinished-revokes';
import { findTransactions } from './producing/open-transactions';
import { findSends } from './producing/sends';
import { findUndecided } from './undecided';
import { findUnreadClients } from './unread-clients';
import { findWatchers } from './watchers';

/** Joins the facts of all files into what the rules look at. */
export function buildModel(inputs: Inputs, frameworks: readonly Framework[]): KafkaModel {
  const part = <Part>(make: () => Part): Part => {
    inputs.step?.();
    return make();
  };
  const context = part(() => new Context(inputs, frameworks));
  const sends = part(() => findSends(context));
  const clients = part(() => findClients(context));
  const producers = part(() => {
    const own = sendsByClient(clients, sends);
    return [...clients.filter(c => c.meaning.role === 'producer').map(c => buildProducer(context, c, own.get(c) ?? [])), ...context.frameworks.flatMap(one => one.clients().producers)];
  });
  const ofCode = part(() => new Map<FoundClient, Consumer>(clients.filter(c => c.meaning.role === 'consumer').map(c => [c, buildConsumer(context, c)])));
  const consumption = part(() => findConsumption(context, ofCode));
  const consumers = [...ofCode.values(), ...context.frameworks.flatMap(one => one.clients().consumers)];
  const transactions = context.frameworks.map(one => one.transactions(clients, client => isTransactional(context, client)));
  for (const found of sends) {
    const { send, library, unit, call } = found, producer = first(context.frameworks, one => one.producerOf(unit, call));
    if (producer) { send.producer = producer; producer.sends.push(send); }
    if (transactions.some(reports => reports(found))) send.transaction = true;
    if (send.producer?.transactional === true && library.sendsInTransaction) send.transaction = true;
  }
  const clientSettings = part(() => findClientSettings(context, clients, sends));
  const clusters = part(() => findClusters(context));
  const acksAll = clientSettings.find(s => s.side === 'producer' && s.site.key === 'acks' && s.site.value.known && /^(all|-1)$/.test(s.site.value.value));
  if (acksAll) for (const { cluster } of clusters) cluster.acksAll = { path: acksAll.site.path, span: acksAll.site.span, note: 'this producer waits for all in-sync replicas' };
  const containers = part(() => context.frameworks.flatMap(one => one.containers()));
  part(() => {
    const repeated = findRepeated(context, [...consumption.found.keys()]);
    for (const [found, handler] of consumption.found) {
      handler.remembered = rememberedIn(context, found);
      if (repeated.has(found)) handler.repeated = repeated.get(found);
    }
  });
  const dualWrites = part(() => findDualWrites(context, sends, [...consumption.found.keys()]));
  return {
    producers, consumers: consumers,
    sends: [...sends.map(s => s.send), ...context.frameworks.flatMap(one => one.sends())],
    handlers: consumption.handlers, commits: consumption.commits,
    transactions: part(() => findTransactions(context)),
    dualWrites,
    earlyMarks: part(() => findEarlyMarks(context, sends)),
    hookedSends: part(() => findHookedSends(context, sends, dualWrites)),
    ledgers: part(() => findLedgers(context, sends, [...consumption.found.keys()])),
    skippedRecords: part(() => skippedRecords(context)),
    throwingDeserializers: part(() => throwingDeserializers(context, clients)),
    unacknowledged: part(() => findUnacknowledged(context, consumption.found)),
    longWaits: part(() => findLongWaits(context, consumption.found)),
    unfinishedRevokes: part(() => findUnfinishedRevokes(context, consumption.found)),
    skippedBacklogs: part(() => findSkippedBacklogs(context, consumption.found, consumers)),
    watchers: part(() => findWatchers(context)),
    containers,
    connectors: part(() => findConnectors(context)),
    stateStores: part(() => findStateStores(context)),
    topics: part(() => findTopics(context, clusters)), clusters: clusters.map(c => c.cluster),
    services: part(() => findServices(context, clusters)),
    copied: part(() => copiedPlaces(inputs)),
    clientSettings,
    ineffective: part(() => [...findIneffectiveKeys(context), ...findIneffectiveOptions(context, clients)]),
    undecided: part(() => findUndecided(context, { producers, consumers: consumers, containers, sends: sends.map(s => s.send), handlers: consumption.handlers })),
    unreadClients: part(() => findUnreadClients(context)),
  };
}
