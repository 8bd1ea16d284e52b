/** The program of a worker, which the build puts beside the code. */
export const workerFile = (): string => `${import.meta.dirname}/worker.cjs`;
