import { isPair, isScalar, parseAllDocuments, visit } from 'yaml';
import { isTooDeep } from './yaml-depth';

/** What keeps a text from being one YAML document of plain maps and lists, and where; `undefined` where nothing does. Keys may stand twice. */
export function yamlFault(text: string): { at: number; why: string } | undefined {
  if (isTooDeep(text)) return { at: 0, why: 'it is nested too deeply' };
  const documents = parseAllDocuments(text, { merge: true, uniqueKeys: false, prettyErrors: false });
  if (!Array.isArray(documents)) return undefined;
  for (const { errors: [error] } of documents) if (error) return { at: error.pos[0], why: error.message.trimEnd().replace(/\.$/, '') };
  if (documents.length > 1) return { at: documents[1].range[0], why: 'it has more than one document' };
  let fault: { at: number; why: string } | undefined;
  visit(documents[0], {
    Node: (_, node) => {
      if (!('tag' in node) || typeof node.tag !== 'string' || node.tag.startsWith('tag:yaml.org,2002:')) return undefined;
      fault = { at: node.range?.[0] ?? 0, why: `there is no tag \`${node.tag}\`` };
      return visit.BREAK;
    },
    Pair: (_, pair) => {
      if (!isPair(pair) || isScalar(pair.key)) return undefined;
      fault = { at: (pair.key as { range?: [number] } | null)?.range?.[0] ?? 0, why: 'a key must be a plain text' };
      return visit.BREAK;
    },
  });
  return fault;
}
