/** What Mermaid's own parser reads in a flowchart. */
export interface Flowchart {
  nodes: { id: string; text: string; classes: string[] }[];
  edges: { from: string; to: string; text: string; stroke: string }[];
}

interface Database {
  getVertices(): Map<string, { id: string; text?: string; classes: string[] }>;
  getEdges(): { start: string; end: string; text: string; stroke: string }[];
}

/** Reads a flowchart with Mermaid's parser; throws for what it does not take. */
export async function parseMermaid(text: string): Promise<Flowchart> {
  // It cleans labels for a page, and there is none: a label is what it is here.
  const { default: purify } = await import('dompurify');
  Object.assign(purify, { addHook: () => undefined, sanitize: (label: string) => label });
  const { default: mermaid } = await import('mermaid');
  await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text) as unknown as { db: Database };
  return {
    nodes: [...db.getVertices().values()].map(({ id, text: shown = '', classes }) => ({ id, text: shown, classes })),
    edges: db.getEdges().map(({ start, end, text: shown, stroke }) => ({ from: start, to: end, text: shown, stroke })),
  };
}
