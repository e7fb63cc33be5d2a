import assert from 'node:assert/strict';
import { isConfigName, readConfig } from '../../src/core/config/index';
import type { ConfigFacts } from '../../src/core/kafka/facts';

function read(text: string): ConfigFacts | undefined {
  return readConfig('scripts/kafka.sh', text);
}

const pairs = (sites: readonly { key: string; value: { known: boolean; value?: string } }[]): string[] => sites.map(({ key, value }) => `${key}=${value.value}`);

describe('shell scripts', () => {
  it('are read by their names, and say nothing without a command of Kafka', () => {
    assert.deepEqual(['a.sh', 'b/c.bash', 'sh', 'a.sh.txt'].map(isConfigName), [true, true, false, false]);
    assert.equal(read('# kafka-topics --create --topic a --replication-factor 1\necho kafka-topics\n'), undefined);
  });

  it('create topics, alter them, and alter brokers', () => {
    const facts = read(`for topic in orders stock; do
  kafka-topics.sh --create --if-not-exists --bootstrap-server "kafka-1:9092,kafka-2:9092" \\
    --topic "$topic" --replication-factor "\${COPIES:-2}"
done
kafka-configs --bootstrap-server localhost:9092 --alter --topic mail --add-config 'min.insync.replicas=1,follower.replication.throttled.replicas=[1:2,3:4]'
kafka-configs --alter --entity-type brokers --entity-default --add-config unclean.leader.election.enable=true --bootstrap-server kafka:9092
kafka-configs --alter --entity-type clients --entity-name x --add-config min.insync.replicas=1
kafka-configs --describe --entity-type topics --add-config min.insync.replicas=1
`)!;
    assert.deepEqual(facts.topics.map(({ name, hosts, settings }) => [name, hosts, pairs(settings)]), [
      [undefined, ['kafka-1'], ['replication.factor=2']],
      ['mail', undefined, ['min.insync.replicas=1', 'follower.replication.throttled.replicas=[1:2,3:4]']],
    ]);
    assert.deepEqual(facts.clusters.map(({ members, complete }) => [pairs(members[0].settings), complete]), [[['unclean.leader.election.enable=true'], false]]);
  });

  it('post connectors, in quotes or a here-document, and braces that do not close cost nothing', () => {
    const facts = read(`curl -d '{"connector.class": "a.ASink", "topics": "a{b}", "errors.tolerance": "all"}' kafka-connect:8083
cat <<END
{ "name": "b", "config": { "connector.class": "b.BSink", "errors.tolerance": "none" } }
END
`)!;
    assert.deepEqual(facts.settings.filter(({ key }) => key === 'errors.tolerance').map(({ owner, value }) => [owner, value]), [
      ['scripts/kafka.sh', { known: true, value: 'all' }], ['b', { known: true, value: 'none' }],
    ]);
    assert.equal(read('{"connector.class"'.repeat(20_000)), undefined);
  });
});
