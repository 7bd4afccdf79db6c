// Mails have inline styles and images from anywhere, which the dashboard's own policy forbids, and a frame inherits the
// policy of the page that writes it. So this page, which has a policy of its own and no origin, writes the frame: the mail
// in it runs no scripts and reaches nothing.
addEventListener('message', (event) => {
  if (event.source !== parent || typeof event.data?.html !== 'string') return
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', '')
  frame.title = 'Mail'
  frame.className = 'coming'
  // The one before stays until the new one is there, so that nothing flickers while somebody types.
  frame.addEventListener('load', () => {
    for (const other of document.querySelectorAll('iframe')) {
      if (other !== frame && other.compareDocumentPosition(frame) & Node.DOCUMENT_POSITION_FOLLOWING) other.remove()
    }
    frame.className = ''
  })
  frame.srcdoc = event.data.html
  document.body.append(frame)
})
