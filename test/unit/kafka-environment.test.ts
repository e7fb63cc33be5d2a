import assert from 'node:assert/strict';
import { isSamplePath, isTestPath, judgeEnvironment } from '../../src/core/kafka/environment';

describe('environment', () => {
  it('is told by folders, names and profiles', () => {
    const paths: Record<string, string> = {
      'compose.yml': 'neutral', 'deploy/production/compose.yml': 'production', 'values-prod.yaml': 'production', 'overlays/prod/k.yaml': 'production',
      'application-live.properties': 'production', 'docker-compose.dev.yml': 'development', 'application-local.yml': 'development', 'examples/compose.yml': 'development',
      '.devcontainer/docker-compose.yml': 'development', '.env.production': 'production', 'docker-compose.override.yml': 'development', 'src/main/resources/application.yml': 'neutral',
      'docs/prod/compose.yml': 'neutral', 'latest/contest.yml': 'neutral', 'orders-dev/kafka.yaml': 'development', 'src/test/resources/compose.yml': 'development',
    };
    for (const [path, environment] of Object.entries(paths)) assert.equal(judgeEnvironment({ path }), environment, path);
    assert.equal(judgeEnvironment({ path: 'src/test/resources/compose.yml', kind: 'compose', brokers: 3, kept: true }), 'development');
    assert.equal(judgeEnvironment({ path: 'application.yml', profile: 'dev | test' }), 'development');
    assert.equal(judgeEnvironment({ path: 'application.yml', profile: '!dev' }), 'neutral');
    assert.equal(judgeEnvironment({ path: 'application.yml', profile: 'prod' }), 'production');
  });

  it('is told by what runs there', () => {
    const path = 'compose.yml';
    assert.equal(judgeEnvironment({ path, brokers: 3 }), 'production');
    assert.equal(judgeEnvironment({ path, brokers: 3, browser: true }), 'neutral');
    assert.equal(judgeEnvironment({ path, brokers: 1 }), 'neutral');
    assert.equal(judgeEnvironment({ path, brokers: 1, localOnly: true }), 'development');
    assert.equal(judgeEnvironment({ path, brokers: 1, kept: true }), 'neutral');
    assert.equal(judgeEnvironment({ path, developmentImage: true }), 'development');
    assert.equal(judgeEnvironment({ path, kind: 'cluster' }), 'production');
  });

  it('knows samples', () => {
    for (const path of ['examples/a.ts', 'a/samples/b/c.java', 'docs/quickstart/x.yml', 'server.properties.example', '.env.example', 'config.sample.yml']) assert.ok(isSamplePath(path), path);
    for (const path of ['src/a.ts', 'sampler/a.ts', 'src/sample-rate.ts', 'src/examples.ts', 'src/resample.ts', 'src/main/java/com/example/A.java']) assert.ok(!isSamplePath(path), path);
  });

  it('knows tests', () => {
    for (const path of ['test/a.ts', 'src/test/java/A.java', 'src/a.spec.ts', 'src/a.e2e-spec.ts', 'a/__tests__/b.js', 'src/it/X.java', 'src/main/java/OrderTest.java', 'src/OrderIT.java', 'target/A.java', 'android/build/a.js', 'benchmark/a.js', 'benchmarks/src/main/java/A.java', 'ksql-test-util/src/main/java/io/acme/test/A.java', 'a/integration-tests/src/main/java/A.java', 'src/testFixtures/java/A.java', 'a/src/acceptance-test/java/A.java', 'src/integrationTest/java/A.java', 'testHelpers/a.js', 'src/test-utils/a.ts', '.testing/compose.yml']) assert.ok(isTestPath(path), path);
    for (const path of ['src/latest/a.ts', 'src/main/java/Contest.java', 'src/testing.ts', 'src/contesting/a.ts', 'src/main/java/io/acme/testing/A.java', 'src/main/java/EDIT.java', 'build/compose.yml', 'packages/server/src/core/build/build.service.ts', 'src/main/java/shop/target/A.java', 'driver/src/main/java/io/acme/benchmark/A.java', 'ab-test/src/main/java/A.java', 'test-drives-api/src/main/java/A.java']) assert.ok(!isTestPath(path), path);
  });
});
