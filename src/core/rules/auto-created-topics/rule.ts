import { loudness, numberOf } from '../../kafka/loudness';
import type { Cluster } from '../../kafka/cluster';
import type { KafkaModel } from '../../kafka/model';
import type { ReportProblem, Rule } from '../rule';

const BROKER = 'auto.create.topics.enable';
const CLIENT = 'allow.auto.create.topics';

/** A misspelt name becomes a new topic, with whatever copies and retention are the default, and nobody reads it. */
export const rule: Rule = {
  id: 'auto-created-topics',
  title: 'Topics that are created by their first use',
  layer: 'broker',
  severity: 'warning',

  check(model, report) {
    for (const cluster of model.clusters) checkCluster(cluster, report);
    if (!refusedByBrokers(model)) checkClients(model, report);
  },
};

function checkCluster(cluster: Cluster, report: ReportProblem): void {
  const copies = cluster.setting('default.replication.factor');
  const single = numberOf(copies) === 1;
  for (const site of cluster.sites(BROKER)) {
    if (!site.value.known || site.value.value !== 'true') continue;
    const loud = loudness(cluster);
    report(site, {
      about: cluster,
      message: single && cluster.brokers !== 1 ? WITH_ONE_COPY : MISSPELT,
      severity: single ? loud.severity : 'info',
      sureness: loud.sureness,
      because: copies.known && copies.from !== 'default' && single
        ? [{ path: copies.site.path, span: copies.site.span, note: 'this is how many copies such a topic gets' }] : [],
      fixes: () => [{ ...cluster.write(site, 'false'), safe: false }],
    });
  }
}

function checkClients(model: KafkaModel, report: ReportProblem): void {
  for (const setting of model.clientSettings) {
    const { site, environment, overriddenBy } = setting;
    if (site.key !== CLIENT || overriddenBy || !site.value.known || site.value.value !== 'true') continue;
    report(site, {
      about: setting,
      message: MISSPELT,
      severity: 'info',
      sureness: environment === 'development' ? 'possible' : 'likely',
      fixes: () => [{ ...setting.write('false'), safe: false }],
    });
  }
}

/** What clients allow has no effect where all brokers in view refuse. */
function refusedByBrokers({ clusters }: KafkaModel): boolean {
  return clusters.length > 0 && clusters.every(cluster => {
    const allowed = cluster.setting(BROKER);
    return allowed.known && allowed.value === 'false';
  });
}

const MISSPELT = 'a misspelt topic name silently becomes a new topic that nobody reads; switch this off and create topics on purpose.';
const WITH_ONE_COPY = 'a misspelt topic name silently becomes a new topic, with one copy, that nobody reads; switch this off and create topics on purpose.';
