import type { PageRequest } from '../../scripts/editor-host/page-server';

const address = process.env.KAFKA_REVIEW_PAGE;

/** The window as a person has it: to click and read what the API has no call for. Not there in a desktop VS Code. */
export const page = {
  available: address !== undefined,
  click: (selector: string) => ask({ do: 'click', selector }),
  hover: (selector: string) => ask({ do: 'hover', selector }),
  waitFor: (selector: string) => ask({ do: 'wait', selector }),
  textOf: (selector: string) => ask({ do: 'text', selector }),
  /** Clicks a link in the Markdown preview. */
  follow: (link: string) => ask({ do: 'follow', link }),
  press: (key: string) => ask({ do: 'press', key }),
  type: (text: string) => ask({ do: 'type', text }),
  fill: (selector: string, text: string) => ask({ do: 'fill', selector, text }),
  /** The colours of what a webview shows. */
  colours: async (selector: string) => (await ask({ do: 'colours', selector })).split('\n'),
  picture: (path: string) => ask({ do: 'picture', path }),
};

async function ask(request: PageRequest): Promise<string> {
  const response = await fetch(address!, { method: 'POST', body: JSON.stringify(request) });
  const answer = await response.text();
  if (!response.ok) throw new Error(answer);
  return answer;
}
