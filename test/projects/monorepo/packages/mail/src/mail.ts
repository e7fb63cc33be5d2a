import { listen } from '@shop/kafka';

export async function start(): Promise<void> {
  await listen('orders', 'mail', async (event) => {
    await send(`Thank you: ${JSON.stringify(event)}`);
  });
}

async function send(text: string): Promise<void> {
  const response = await fetch('https://mail.example', { method: 'POST', body: text });
  if (!response.ok) throw new Error(`the mail was not sent: ${response.status}`);
}
