import type { SettingSite } from '../settings/setting';

/** The host names in a list of servers (`PLAINTEXT://kafka-1:9092,kafka-2:9092`), without those of the machine itself. */
export function hostsOfServers(list: string): string[] {
  return list
    .split(',')
    .map(server => /^\s*(?:[\w-]+:\/\/)?([\w.-]+)(?::\d+)?\s*$/.exec(server)?.[1] ?? '')
    .filter(host => host !== '' && !isLocal(host));
}

/** True for names that mean another machine to everybody who uses them. */
export function isLocal(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|host\.docker\.internal)$/.test(host);
}

/** True for the setting that tells a program where its brokers are. */
export function givesServers({ key }: SettingSite): boolean {
  return /(^|\.)bootstrap\.servers$/.test(key);
}

/** True where one of the hosts is one of the others, in full or by the name before the first dot (`kafka.shop.svc`). */
export function isReached(hosts: readonly string[], asked: readonly string[]): boolean {
  const short = (host: string): string => host.split('.')[0];
  return asked.some(host => hosts.some(own => own === host || short(own) === short(host)));
}
