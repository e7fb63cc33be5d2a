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

export async function receipt(payment: Payment): Promise<void> {
  await call('receipt', payment);
}

export async function dispute(payment: Payment): Promise<void> {
  await call('dispute', payment);
}

export async function redeem(payment: Payment): Promise<void> {
  await call('redeem', payment);
}

export async function statement(payment: Payment): Promise<void> {
  await call('statement', payment);
}

async function call(what: string, payment: Payment): Promise<void> {
  const response = await fetch(`https://bank.example/${what}`, { method: 'POST', body: JSON.stringify(payment) });
  if (!response.ok) throw new Error(`the bank refused to ${what} order ${payment.order}: ${response.status}`);
}
