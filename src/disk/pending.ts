/** The folder in a target where a commit prepares its files. In a module of its own, since an audit needs only its name. */
export const pendingFolder = '.create-service.pending';
