export interface Payment {
  order: string;
  amount: number;
}

export async function charge(payment: Payment): Promise<void> {
  await call('charge', payment);
}

export async function refund(payment: Payment): Promise<void> {
  await call('refund', payment);
}

async function call(what: string, payment: Payment): Promise<void> {
  const response = await fetch(`https://bank.example/${what}`, { method: 'POST', body: JSON.stringify(payment) });
  if (!response.ok) throw new Error(`the bank refused to ${what} order ${payment.order}: ${response.status}`);
}
