import LeafServer

await Leaf.main()
