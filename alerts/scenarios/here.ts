/** Where everything happens. */
export const here = { environment: 'production' } as const;
