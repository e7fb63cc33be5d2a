import assert from 'node:assert/strict';
import { gapsIn } from '../../src/core/config/index';

const strimzi = (name: string, extra = '') => `apiVersion: kafka.strimzi.io/v1beta2\nkind: Kafka\nmetadata:\n  name: ${name}\n${extra}`;
const pom = (end: string) => `<project><parent><artifactId>spring-boot-starter-parent</artifactId></parent>${end}`;

describe('files that could not be read', () => {
  const told: [string, string, RegExp][] = [
    ['templates/kafka.yaml', strimzi('orders', 'spec:\n{{- if .Values.x }}\n  kafka: {{ toYaml .Values.kafka | indent 4 }}\n{{- end }}\n'), /template/],
    ['docker-compose.yml', 'services:\n  kafka:\n    image: confluentinc/cp-kafka:7.0.1\n   environment: [\n', /YAML/],
    ['connectors/orders.json', '{ "name": "kafka", "config": { "connector.class": "x" ', /JSON/],
    ['pom.xml', pom('</projec'), /XML/],
    ['package.json', '{ "dependencies": { "kafkajs": "2" ', /JSON/],
  ];
  for (const [path, text, why] of told) it(`${path} says why`, () => assert.match(gapsIn(path, text) ?? '', why));

  const silent: [string, string][] = [
    ['templates/kafka.yaml', strimzi("'{{ .Values.name }}'")],
    ['templates/other.yaml', 'kind: Deployment\n{{- if .Values.x }}\n{{ toYaml .Values.y }}\n'],
    ['pom.xml', pom('<build/><!-- <a> --></project>')],
    ['package.json', '{ "dependencies": { "express": "4" '],
    ['docker-compose.yml', 'services:\n  kafka:\n    image: confluentinc/cp-kafka:7.0.1\n'],
  ];
  for (const [path, text] of silent) it(`${path} says nothing: ${text.slice(-20).trim()}`, () => assert.equal(gapsIn(path, text), undefined));
});
