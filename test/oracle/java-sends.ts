import type { Lines } from './draft';
import { javaFuture } from './java-calls';
import { braces } from './java-draft';
import type { JavaPlace } from './java-place';

/** A send, and who looks at its outcome. */
export function javaSent(place: JavaPlace, name: string, topic: string): Lines {
  const { draft, uses, around } = place;
  if (place.spring) return templateSent(place, name, topic);
  uses.add('producer');
  const record = `new ProducerRecord<>("${topic}", order, order)`;
  const how = draft.pick(`${name}.send`, {
    get: 12,
    float: 2,
    callbackLog: 1.5,
    callbackDeaf: 1,
    callbackMetadata: 0.7,
    callbackThrow: 0.7,
    callbackKeep: 1,
    flush: 1,
    timed: 1,
    later: 1,
    callbackGet: 0.7,
    never: 0.5,
    ...(around && { all: 1, allLog: 0.7 }),
  });
  const callback = (...lines: Lines): Lines => braces(`producer.send(${record}, (metadata, exception) -> {`, lines, '});');
  uses.add('log');
  switch (how) {
    case 'float':
      return [`producer.send(${record});`];
    case 'callbackLog':
      return callback('if (exception != null) log.error("not sent", exception);');
    case 'callbackDeaf':
      return callback('log.info("sent");');
    case 'callbackMetadata':
      return callback('if (metadata != null) log.info("sent");', 'else log.error("not sent");');
    case 'callbackThrow':
      return callback('if (exception != null) throw new IllegalStateException(exception);');
    case 'callbackKeep':
      uses.add('jdbc');
      return callback(
        `if (exception != null) jdbc.update("INSERT INTO ${topic === 'orders' && !place.relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`,
      );
    case 'callbackGet':
      return braces(
        `producer.send(${record}, (metadata, exception) -> {`,
        ['if (exception != null) log.error("not sent", exception);'],
        '}).get();',
      );
    case 'flush':
      return [`producer.send(${record});`, 'producer.flush();'];
    case 'timed':
      return [`producer.send(${record}).get(10, TimeUnit.SECONDS);`];
    case 'never': {
      const running = draft.name('running');
      return [`Future<RecordMetadata> ${running} = producer.send(${record});`, `log.info("started {}", ${running});`];
    }
    case 'later':
    case 'all':
    case 'allLog':
      return javaFuture(place, `producer.send(${record})`, 'RecordMetadata', how);
    default:
      return [`producer.send(${record}).get();`];
  }
}

/** The same by a template of Spring. */
function templateSent(place: JavaPlace, name: string, topic: string): Lines {
  const { draft, uses } = place,
    send = `kafkaTemplate.send("${topic}", order, order)`,
    behind = (lines: Lines, close = '});'): Lines => braces(`${send}.whenComplete((result, exception) -> {`, lines, close);
  uses.add('kafkaTemplate').add('log');
  const failed = 'if (exception != null) log.error("not sent", exception);';
  switch (
    draft.pick(`${name}.send`, {
      join: 12,
      get: 2,
      timed: 1,
      float: 2,
      whenLog: 1.5,
      whenDeaf: 1,
      whenThrow: 0.7,
      whenKeep: 1,
      whenJoin: 1,
      exceptionally: 1,
      exceptionallyJoin: 1,
      then: 1,
      thenJoin: 1,
      later: 1,
      never: 0.5,
    })
  ) {
    case 'get':
      return [`${send}.get();`];
    case 'timed':
      return [`${send}.get(10, TimeUnit.SECONDS);`];
    case 'float':
      return [`${send};`];
    case 'whenLog':
      return behind([failed]);
    case 'whenDeaf':
      return behind(['log.info("sent");']);
    case 'whenThrow':
      return behind(['if (exception != null) throw new IllegalStateException(exception);']);
    case 'whenKeep':
      uses.add('jdbc');
      return behind([
        `if (exception != null) jdbc.update("INSERT INTO ${place.task === 'send' && !place.relays ? 'outbox' : 'failed_orders'} (id) VALUES (?)", order);`,
      ]);
    case 'whenJoin':
      return behind([failed], '}).join();');
    case 'exceptionally':
    case 'exceptionallyJoin': {
      const close = draft.pick(`${name}.send`, { exceptionally: 1 }) === 'exceptionally' ? '});' : '}).join();';
      return braces(`${send}.exceptionally(exception -> {`, ['log.error("not sent", exception);', 'return null;'], close);
    }
    case 'then':
      return [`${send}.thenAccept(result -> log.info("sent"));`];
    case 'thenJoin':
      return [`${send}.thenAccept(result -> log.info("sent")).join();`];
    case 'later': {
      const running = draft.name('running');
      return [`CompletableFuture<SendResult<String, String>> ${running} = ${send};`, 'log.info("started");', `${running}.join();`];
    }
    case 'never': {
      const running = draft.name('running');
      return [`CompletableFuture<SendResult<String, String>> ${running} = ${send};`, `log.info("started {}", ${running});`];
    }
    default:
      return [`${send}.join();`];
  }
}
