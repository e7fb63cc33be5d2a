import type { Consumer, KafkaModel } from '../kafka/model';
import { buildConsumer, buildProducer, findClients, findClientSettings, transactionalModule, type FoundClient } from './clients';
import { findConsumption } from './consumption';
import { findContainers } from './containers';
import { Context, type Inputs } from './context';
import { findDualWrites } from './dual-writes';
import { findLedgers } from './ledgers';
import { findSends } from './sends';
import { findClusters, findServices, findTopics } from './topics';

/** Joins the facts of all files into what the rules look at. */
export function buildModel(inputs: Inputs): KafkaModel {
  const context = new Context(inputs);
  const sends = findSends(context);
  const clients = findClients(context);
  const producers = clients.filter(c => c.meaning.role === 'producer').map(c => buildProducer(context, c, sends));
  const consumers = new Map<FoundClient, Consumer>(clients.filter(c => c.meaning.role === 'consumer').map(c => [c, buildConsumer(context, c)]));
  const consumption = findConsumption(context, consumers);
  for (const { send, unit, library } of sends) {
    if (library.id === 'spring-kafka' && transactionalModule(context, unit.path)) send.transaction = true;
    if (send.producer?.transactional === true && library.language === 'java') send.transaction = true;
  }
  const clientSettings = findClientSettings(context, clients, sends);
  const clusters = findClusters(context);
  const acksAll = clientSettings.find(s => s.side === 'producer' && s.site.key === 'acks' && s.site.value.known && /^(all|-1)$/.test(s.site.value.value));
  if (acksAll) for (const { cluster } of clusters) cluster.acksAll = { path: acksAll.site.path, span: acksAll.site.span, note: 'this producer waits for all in-sync replicas' };
  return {
    producers, consumers: [...consumers.values()],
    sends: sends.map(s => s.send),
    handlers: consumption.handlers, commits: consumption.commits,
    dualWrites: findDualWrites(context, sends, [...consumption.found.keys()]),
    ledgers: findLedgers(context, sends),
    containers: findContainers(context),
    topics: findTopics(context, clusters), clusters: clusters.map(c => c.cluster),
    services: findServices(context, clusters),
    clientSettings,
    undecided: [
      ...context.inputs.configs.flatMap(c => c.undecided.map(u => ({ path: c.path, span: u.span, question: u.question, why: u.why, layer: 'broker' as const }))),
      ...producers.flatMap(p => { const acks = p.setting('acks'); return acks.known ? [] : [{ path: p.path, span: p.span, question: 'Which `acks` does this producer use?', why: acks.why, layer: 'producer' as const }]; }),
      ...sends.filter(s => s.send.fate === 'unknown').map(s => ({ path: s.send.path, span: s.send.span, question: 'Who looks at the outcome of this send?', why: 'its result could not be followed', layer: 'producer' as const })),
    ],
  };
}
