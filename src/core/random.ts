// plain arithmetic, kept in domain: the page's bootstrap draws from the same keys
export * from '../domain/random.ts'
