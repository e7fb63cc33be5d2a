import * as vscode from 'vscode';
import { section } from './settings';

const text = `import { Kafka } from 'kafkajs';

const kafka = new Kafka({ clientId: 'shop', brokers: ['localhost:9092'] });
const producer = kafka.producer();

export async function placeOrder(order: { id: string }) {
  await producer.connect();
  producer.send({
    topic: 'orders',
    acks: 1,
    messages: [{ key: order.id, value: JSON.stringify(order) }],
  });
}
`;

/** *Open Sample*: a small file with real mistakes, to try the reviewer on. */
export function registerSample(storage: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand(`${section}.openSample`, async () => {
    const file = vscode.Uri.joinPath(storage, 'sample/orders.ts');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await vscode.window.showTextDocument(file);
  });
}
