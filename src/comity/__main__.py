from comity.config.command import main

main()
