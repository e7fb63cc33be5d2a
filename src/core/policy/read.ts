import { entriesAt, itemsAt, parseYaml, textAt, type YamlNode } from '../config/notations/yaml';
import { yamlFault } from '../config/notations/yaml-faults';
import { SourceText } from '../text/source-text';
import { code, oneLine } from '../text/visible';
import { checked, type Fault } from './check';
import { jsonFault } from './json-fault';
import { LARGEST_POLICY, wholeFault, type PolicyFault } from './names';
import { Policy, type PolicyData } from './policy';
import { policySchema } from './policy-schema';

/** A configuration that was read, or all that is wrong with it. */
export type ReadPolicy = { policy: Policy; faults?: undefined } | { policy?: undefined; faults: readonly PolicyFault[] };

/** Reads the text of a configuration; `prefix` is where the reviewed folder is, relative to that of the configuration. */
export function readPolicy(file: string, text: string, rules: readonly { id: string; title: string }[], prefix = ''): ReadPolicy {
  const plain = text.replace(/^\ufeff/, '');
  if (plain.length > LARGEST_POLICY) return { faults: [wholeFault(file, `it is larger than ${LARGEST_POLICY / 1024} KB; a configuration is written by hand, so name another file`)] };
  const source = new SourceText(file, plain);
  const told = (faults: readonly Fault[]) => faults.map(({ span, message }) => ({ file, range: source.range(span), message }));
  const syntax = syntaxFault(file, plain);
  if (syntax) return { faults: told([syntax]) };
  let tree: YamlNode | undefined;
  try {
    [tree] = parseYaml(plain);
  } catch (error) {
    return { faults: [wholeFault(file, `${(error as Error).message}; write it without`)] };
  }
  if (!tree) return { faults: [wholeFault(file, 'it says too much or nothing; write `{}` to change nothing')] };
  const { value, faults } = checked(tree, policySchema(rules), plain), all = [...faults, ...typeFaults(tree)];
  return all.length > 0 ? { faults: told(all) } : { policy: new Policy(file, value as PolicyData, prefix) };
}

function syntaxFault(file: string, text: string): Fault | undefined {
  const json = file.endsWith('.json') ? jsonFault(text) : undefined;
  if (json) return { span: { start: json.at, end: json.at }, message: `it is no JSON: here must stand ${json.expected}` };
  const fault = yamlFault(text);
  return fault && { span: { start: fault.at, end: fault.at }, message: `it cannot be read: ${oneLine(fault.why)}; correct it here` };
}

/** Names of types that no import could give. */
function typeFaults(tree: YamlNode): Fault[] {
  return itemsAt(tree, 'libraries').flatMap(table => {
    const script = textAt(table, 'language') === 'typescript';
    return entriesAt(table, 'types').filter(({ key }) => key.includes('#') !== script).map(({ key, keySpan }) => ({
      span: keySpan,
      message: script ? `${code(key)} names no module; write \`module#Type\`, as in \`@acme/bus#EventBus\``
        : `${code(key)} is no class of Java; write its package and name, as in \`com.acme.bus.EventBus\``,
    }));
  });
}
