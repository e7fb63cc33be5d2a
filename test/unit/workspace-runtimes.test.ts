import assert from 'node:assert/strict';
import { openSession } from '../../src/core/session';
import { loadAsset } from '../assets';

async function lines(path: string, text: string): Promise<string[]> {
  const session = openSession({ loadAsset });
  session.set('package.json', '{ "dependencies": { "kafkajs": "2.2.4" } }');
  session.set(path, text);
  const { findings } = await session.review(), source = text.split('\n');
  return findings.filter(({ severity }) => severity !== 'info').map(({ rule, range }) => `${rule}: ${source[range.start.line - 1].trim()}`);
}

/** A handler that does these things, each on a line of its own. */
const script = (imports: string, statements: readonly string[]): Promise<string[]> => lines('src/orders.ts', `
import { Kafka } from 'kafkajs'
import { admit } from 'ward-client'
${imports}
const consumer = new Kafka({ brokers: ['b1:9092', 'b2:9092'] }).consumer({ groupId: 'orders' })
export async function start() {
  await consumer.subscribe({ topics: ['orders'], fromBeginning: true })
  await consumer.run({ eachMessage: async ({ message }) => {
    ${statements.join('\n    ')}
    await admit(message.value)
  } })
}
`);

const java = (imports: string, statements: readonly string[]): Promise<string[]> => lines('src/main/java/shop/Orders.java', `package shop;
import com.bank.Ledger;
import org.springframework.kafka.annotation.KafkaListener;
${imports}
class Orders {
  private final Ledger ledger;
  Orders(Ledger ledger) { this.ledger = ledger; }
  @KafkaListener(topics = "orders", groupId = "orders", errorHandler = "orderErrors")
  void on(String order) throws Exception {
    ${statements.join('\n    ')}
    ledger.book(order);
  }
}
`);

describe('calls of runtimes and helpers', () => {
  it('are no work in scripts, waited for or not', async () => {
    const imports = `
import assert from 'node:assert'
import { Buffer } from 'buffer'
import crypto, { createHmac } from 'crypto'
import fs from 'fs'
import os, { hostname } from 'node:os'
import * as path from 'node:path'
import { performance } from 'perf_hooks'
import qs from 'querystring'
import { setTimeout as wait } from 'timers/promises'
import { readFile } from 'fs/promises'
import util, { promisify } from 'util'
import zlib, { gzip } from 'zlib'
import chalk from 'chalk'
import debugging from 'debug'
import { addDays, format } from 'date-fns'
import dayjs from 'dayjs'
import stringify from 'fast-json-stable-stringify'
import _, { pick } from 'lodash'
import omit from 'lodash/omit'
import get from 'lodash.get'
import { LRUCache } from 'lru-cache'
import { DateTime } from 'luxon'
import moment from 'moment'
import ms from 'ms'
import { nanoid } from 'nanoid'
import pino from 'pino'
import { Counter } from 'prom-client'
import * as R from 'ramda'
import { v4 as uuid } from 'uuid'
const { loadavg } = require('os')
const debug = debugging('orders'), out = pino(), pack = promisify(gzip)
const recent = new LRUCache({ max: 9 }), seen = new Map<string, number>(), count = new Counter({ name: 'a', help: 'b' })`;
    const values = `os.hostname() | hostname() | loadavg() | path.basename('/a') | path.posix.join('a') | crypto.createHash('md5').update(message.value).digest('hex') | createHmac('md5', 'k').update('a').digest()
      | process.memoryUsage().rss | process.memoryUsage.rss() | util.inspect(message) | uuid() | nanoid() | dayjs().add(1, 'd').format() | dayjs.utc().toISOString() | moment().startOf('day').toDate() | ms('1d')
      | DateTime.now().setZone('utc').toISO() | format(addDays(new Date(), 1), 'yyyy') | _.omit(message, 'value') | omit(message, 'value') | pick(message, 'key') | get(message, 'key') | R.pickBy(Boolean, message)
      | chalk.red('a') | Math.pow(2, 3) | zlib.gzipSync(message.value) | structuredClone(message) | 'a'.localeCompare('b') | message.key.toString().normalize('NFC') | (1.5).toFixed(1) | performance.now()
      | new Intl.NumberFormat('de').format(3) | new Date().toLocaleDateString('de') | Object.getOwnPropertyNames(message) | qs.escape('a') | [3, 1].toSorted().at(0) | Buffer.from('a').readUInt32BE(0)
      | Buffer.compare(message.key, message.value) | stringify(message) | encodeURI('a') | await wait(9) | Reflect.ownKeys(message) | debug('a') | fs.existsSync('/a') | await readFile('/a') | assert.ok(true)
      | recent.set('a', 1) | seen.delete('a') | await pack(message.value) | out.child({ a: 1 }).info('a') | count.labels('a').inc()`.split(' | ').map(one => one.trim());
    const notes = values.map((value, i) => `const note${i} = async (message: any) => { console.log(${value}) }`).join('\n');
    assert.deepEqual(await script(`${imports}\n${notes}`, values.map((_, i) => `note${i}(message)`)), []);
    assert.deepEqual(await script(imports, values.map(value => `try { console.log(${value}) } catch (e) { console.error(e) }`)), []);
  });

  it('are told from those of clients of others', async () => {
    const calls = ['add', 'put', 'set', 'push', 'exec', 'build', 'getApproval', 'clear', 'remove', 'concat', 'find', 'increment', 'hash', 'reverse', 'assign', 'match', 'of'];
    const imports = { 'import { ledger } from \'ledger-client\'': 1, 'import { Ledger } from \'ledger-client\'\nconst ledger = new Ledger()': 2 };
    for (const head of Object.keys(imports)) {
      const found = await script(head, calls.map(name => `try { await ledger.${name}(message) } catch (e) { console.error(e) }`));
      assert.deepEqual(found, calls.map(name => `swallowed-handler-error: try { await ledger.${name}(message) } catch (e) { console.error(e) }`));
    }
    const found = await java('', calls.map(name => `try { ledger.${name}(order); } catch (RuntimeException e) { System.out.println(e); }`));
    assert.deepEqual(found, calls.map(name => `swallowed-handler-error: try { ledger.${name}(order); } catch (RuntimeException e) { System.out.println(e); }`));
  });

  it('may fail to read a record, which is lost when nobody hears of it', async () => {
    const reads = ['JSON.parse(message.value)', 'zlib.gunzipSync(message.value)', 'await unpack(message.value)', 'Order.parse(message)', 'load(message.value)', 'decodeURIComponent(message.value)'];
    const imports = 'import zlib from \'zlib\'\nimport { promisify } from \'util\'\nimport { load } from \'js-yaml\'\nimport { z } from \'zod\'\nconst unpack = promisify(zlib.gunzip), Order = z.object({})';
    const found = await script(imports, reads.map(read => `try { console.log(${read}) } catch (e) { console.error(e) }`));
    assert.equal(found.length, reads.length, found.join('\n'));
    const inJava = ['new ObjectMapper().readTree(order)', 'UUID.fromString(order)', 'Base64.getDecoder().decode(order)', 'LocalDate.parse(order)'];
    const javaFound = await java('import com.fasterxml.jackson.databind.ObjectMapper;\nimport java.time.LocalDate;\nimport java.util.*;',
      inJava.map(read => `try { System.out.println(${read}); } catch (RuntimeException e) { System.out.println(e); }`));
    assert.equal(javaFound.length, inJava.length, javaFound.join('\n'));
  });

  it('are no work in Java', async () => {
    const imports = ['com.fasterxml.jackson.databind.ObjectMapper', 'com.google.common.base.Strings', 'com.google.common.collect.ImmutableList', 'com.google.common.hash.Hashing', 'java.lang.management.ManagementFactory',
      'java.math.BigDecimal', 'java.net.*', 'java.nio.charset.StandardCharsets', 'java.security.MessageDigest', 'java.text.SimpleDateFormat', 'java.time.*', 'java.time.temporal.ChronoUnit', 'java.util.*',
      'java.util.concurrent.*', 'java.util.concurrent.atomic.AtomicLong', 'java.util.regex.Pattern', 'java.util.stream.*', 'java.util.zip.CRC32', 'org.apache.commons.lang3.StringUtils', 'org.slf4j.MDC',
      'org.apache.commons.lang3.time.StopWatch', 'org.springframework.util.DigestUtils'].map(name => `import ${name};`).join('\n');
    const values = `InetAddress.getLocalHost().getHostName() | Math.floorMod(order.length(), 7) | Instant.now().truncatedTo(ChronoUnit.SECONDS) | LocalDate.now().plusDays(1).atStartOfDay() | UUID.randomUUID()
      | MessageDigest.getInstance("MD5").digest(order.getBytes()) | Arrays.deepToString(new Object[0]) | Objects.checkIndex(1, 2) | List.of(order).stream().mapToInt(String::length).summaryStatistics()
      | IntStream.range(0, 3).boxed().toList() | Stream.of(order).collect(Collectors.joining()) | Runtime.getRuntime().totalMemory() | System.getenv("HOME") | new AtomicLong(1).accumulateAndGet(1, Long::sum)
      | StandardCharsets.UTF_8.encode(order).remaining() | HexFormat.of().formatHex(order.getBytes()) | new SimpleDateFormat("yyyy").format(new Date()) | ManagementFactory.getRuntimeMXBean().getUptime()
      | new BigDecimal(1).setScale(2).negate() | order.chars().sum() | order.regionMatches(0, order, 0, 1) | new StringBuilder().append(order).insert(0, 'x') | Base64.getEncoder().encodeToString(order.getBytes())
      | StringUtils.abbreviate(order, 3) | StopWatch.createStarted().getTime() | Strings.padStart(order, 3, ' ') | ImmutableList.of(order).reverse() | Hashing.sha256().hashString(order, null)
      | new ObjectMapper().writeValueAsString(order) | DigestUtils.md5DigestAsHex(order.getBytes()) | ThreadLocalRandom.current().nextInt() | TimeUnit.SECONDS.toMillis(3) | order.toUpperCase(Locale.ROOT)
      | Pattern.compile("a").matcher(order).replaceAll("b") | new CRC32().getValue() | MDC.getCopyOfContextMap() | Optional.of(order).or(() -> Optional.empty()) | URI.create(order).resolve("a")
      | new ConcurrentHashMap<String, Integer>().merge(order, 1, Integer::sum)`.split(' | ').map(one => one.trim());
    assert.deepEqual(await java(imports, values.map(value => `try { System.out.println(${value}); } catch (Exception e) { System.out.println(e); }`)), []);
    assert.deepEqual(await java(imports, values.map(value => `CompletableFuture.runAsync(() -> System.out.println(${value}));`)), []);
  });
});
