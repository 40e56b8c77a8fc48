/** Made-up ids of customers and their subscriptions. */
export const tenant = (number: number) => `c0c00000-0000-4000-8000-${String(number).padStart(12, '0')}`;
export const subscription = (number: number) => `50b00000-0000-4000-8000-${String(number).padStart(12, '0')}`;
