import FuzzDriver
import ServerProperties

fuzz(requestsGetOneResponse)
