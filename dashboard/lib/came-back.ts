/** Whether the reader came to the present page by the browser's back or forward; app/router.tsx writes it. */
export const navigation = { cameBack: false }
