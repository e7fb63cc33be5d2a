export { publish, publishAll } from './publish';
export * from './listen';
