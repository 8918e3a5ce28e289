import type { DragEvent, ReactNode } from 'react'

/** A box into which a file can be dropped; holds the field with which one is chosen without a mouse. */
export function DropBox({ onDrop, children }: { onDrop: (file: File) => void; children: ReactNode }): ReactNode {
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const [file] = event.dataTransfer.files
    if (file !== undefined) onDrop(file)
  }
  return (
    <div
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      className="my-6 rounded-12 border-2 border-dashed border-solid-gray-536 p-4 desktop:p-6"
    >
      {children}
    </div>
  )
}
