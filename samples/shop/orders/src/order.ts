export interface Order {
  id: string;
  customer: string;
  amount: number;
}
